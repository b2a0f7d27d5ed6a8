package songlam.console.api.session;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.Session;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Objects;
import java.util.function.Consumer;
import songlam.console.api.Answer;
import songlam.console.api.Guard;
import songlam.console.api.Parameters;
import songlam.console.api.Problem;
import songlam.console.api.Routes;
import songlam.console.cli.ProductVersion;
import songlam.core.access.Account;
import songlam.core.access.Accounts;
import songlam.core.access.Role;
import songlam.core.access.SignInLinks;
import songlam.core.event.Caps;

/** {@code /api/v1/session}: who am I, sign in, sign out, set my password. */
public final class SessionRoutes implements Routes {
  private static final String LINK_USED = "link-used";

  private final Accounts accounts;
  private final SignInLinks links;
  private final Clock clock;
  private final boolean simulation;
  private final Consumer<String> audit;
  private final Throttle throttle;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param simulation whether every page must say that what it shows is simulated
   * @param audit takes one line per sign-in, refusal and sign-out
   */
  public SessionRoutes(
      Accounts accounts,
      SignInLinks links,
      Clock clock,
      boolean simulation,
      Consumer<String> audit,
      Caps caps) {
    this.accounts = accounts;
    this.links = links;
    this.clock = clock;
    this.simulation = simulation;
    this.audit = audit;
    this.throttle = new Throttle(clock, caps);
  }

  @Override
  public void mount(Router api, Guard guard) {
    api.get("/session").handler(guard.atLeast(Role.VIEWER)).handler(this::show);
    api.post("/session").handler(this::signIn);
    api.post("/session/link").handler(this::redeem);
    api.post("/session/password").handler(guard.atLeast(Role.VIEWER)).handler(this::setPassword);
    api.delete("/session").handler(guard.atLeast(Role.VIEWER)).handler(this::signOut);
  }

  private void show(RoutingContext context) {
    Account account =
        accounts
            .find(Guard.callerOf(context).name())
            .orElseThrow(() -> new Problem(401, "Not signed in", "a token has no session"));
    Answer.now(context, describe(session(context), account));
  }

  private void signIn(RoutingContext context) {
    JsonObject body = Parameters.body(context);
    String name = body.getString("user", "").strip();
    String key = name + "@" + context.request().remoteAddress().hostAddress();
    long wait = throttle.waitMillis(key);
    if (wait > 0) {
      context.response().putHeader("retry-after", String.valueOf(wait / 1000 + 1));
      throw new Problem(429, "Too many tries", "wait " + (wait / 1000 + 1) + " s");
    }
    Answer.with(
        context,
        () -> {
          Account account =
              accounts
                  .authenticate(name, body.getString("password", ""))
                  .orElseThrow(
                      () -> {
                        throttle.failed(key);
                        audit.accept("sign-in refused for " + name);
                        return new Problem(401, "Not signed in", "user or password is wrong");
                      });
          throttle.succeeded(key);
          audit.accept("sign-in of " + name);
          return describe(open(context, account), account);
        });
  }

  private void redeem(RoutingContext context) {
    String token = Parameters.body(context).getString("token", "");
    Answer.with(
        context,
        () -> {
          Account account =
              links
                  .redeem(token, clock.millis())
                  .flatMap(accounts::find)
                  .filter(found -> !found.disabled())
                  .orElseThrow(
                      () ->
                          new Problem(
                              401,
                              "Not signed in",
                              "the link is used up or too old (expected: a new one from songlam"
                                  + " user link NAME)"));
          audit.accept("sign-in by link of " + account.name());
          Session session = open(context, account);
          session.put(LINK_USED, true);
          return describe(session, account);
        });
  }

  private void setPassword(RoutingContext context) {
    String name = Guard.callerOf(context).name();
    JsonObject body = Parameters.body(context);
    Answer.with(
        context,
        () -> {
          boolean mayReplace =
              Boolean.TRUE.equals(session(context).get(LINK_USED))
                  || accounts.authenticate(name, body.getString("current", "")).isPresent();
          if (!mayReplace) {
            throw new Problem(403, "Not allowed", "current: wrong (expected: your password)");
          }
          accounts.setPassword(name, body.getString("password", ""));
          session(context).remove(LINK_USED);
          audit.accept("password set by " + name);
          return describe(session(context), accounts.find(name).orElseThrow());
        });
  }

  private void signOut(RoutingContext context) {
    audit.accept("sign-out of " + Guard.callerOf(context).name());
    session(context).destroy();
    context.response().setStatusCode(204).end();
  }

  private Session open(RoutingContext context, Account account) {
    Session session = session(context);
    session.regenerateId();
    session.put(Guard.ACCOUNT, account.name());
    byte[] csrf = new byte[24];
    random.nextBytes(csrf);
    session.put(Guard.CSRF, Base64.getUrlEncoder().withoutPadding().encodeToString(csrf));
    return session;
  }

  private JsonObject describe(Session session, Account account) {
    return new JsonObject()
        .put(
            "user",
            new JsonObject()
                .put("name", account.name())
                .put("displayName", account.displayName())
                .put("role", account.role().label()))
        .put("csrf", session.get(Guard.CSRF))
        .put("simulation", simulation)
        .put("version", ProductVersion.text())
        .put("mustSetPassword", Boolean.TRUE.equals(session.get(LINK_USED)));
  }

  private static Session session(RoutingContext context) {
    return Objects.requireNonNull(context.session(), "SessionHandler comes first");
  }
}
