package songlam.console.api.account;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.function.BiConsumer;
import songlam.console.Administration;
import songlam.console.api.Answer;
import songlam.console.api.Guard;
import songlam.console.api.Json;
import songlam.console.api.Parameters;
import songlam.console.api.Problem;
import songlam.console.api.Routes;
import songlam.core.access.Account;
import songlam.core.access.Accounts;
import songlam.core.access.Role;
import songlam.core.access.Token;
import songlam.core.access.Tokens;

/** {@code /users} and {@code /tokens}, for administrators. */
public final class AccountRoutes implements Routes {
  private final Accounts accounts;
  private final Tokens tokens;
  private final Administration administration;
  private final Clock clock;
  private final BiConsumer<String, String> audit;

  /**
   * @param audit takes who and what
   */
  public AccountRoutes(
      Accounts accounts,
      Tokens tokens,
      Administration administration,
      Clock clock,
      BiConsumer<String, String> audit) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.administration = administration;
    this.clock = clock;
    this.audit = audit;
  }

  @Override
  public void mount(Router api, Guard guard) {
    var administrator = guard.atLeast(Role.ADMINISTRATOR);
    api.get("/users").handler(administrator).handler(c -> Answer.withList(c, this::users));
    api.post("/users").handler(administrator).handler(this::createUser);
    api.post("/users/:name/enabled").handler(administrator).handler(this::setEnabled);
    api.post("/users/:name/link").handler(administrator).handler(this::link);
    api.get("/tokens").handler(administrator).handler(c -> Answer.withList(c, this::tokens));
    api.post("/tokens").handler(administrator).handler(this::createToken);
    api.delete("/tokens/:id").handler(administrator).handler(this::revoke);
  }

  private JsonArray users() {
    JsonArray users = new JsonArray();
    accounts.list().forEach(account -> users.add(user(account)));
    return users;
  }

  private void createUser(RoutingContext context) {
    JsonObject body = Parameters.body(context);
    Answer.with(
        context,
        () -> {
          Account account =
              accounts.create(
                  body.getString("name", ""),
                  body.getString("displayName", ""),
                  Role.of(body.getString("role", "")));
          done(context, "created user " + account.name() + " as " + account.role().label());
          return user(account).put("link", administration.link(account.name()));
        });
  }

  private void setEnabled(RoutingContext context) {
    String name = Parameters.path(context, "name");
    boolean enabled = Parameters.flag(Parameters.body(context), "enabled");
    Answer.with(
        context,
        () -> {
          if (!enabled && name.equals(Guard.callerOf(context).name())) {
            throw Problem.conflict("user: " + name + " (expected: somebody else than yourself)");
          }
          accounts.setDisabled(name, !enabled);
          done(context, (enabled ? "enabled user " : "disabled user ") + name);
          return user(accounts.find(name).orElseThrow());
        });
  }

  private void link(RoutingContext context) {
    String name = Parameters.path(context, "name");
    Answer.with(
        context,
        () -> {
          done(context, "made a sign-in link for " + name);
          return new JsonObject().put("link", administration.link(name));
        });
  }

  private JsonArray tokens() {
    JsonArray list = new JsonArray();
    tokens.list().forEach(token -> list.add(token(token)));
    return list;
  }

  private void createToken(RoutingContext context) {
    JsonObject body = Parameters.body(context);
    Answer.with(
        context,
        () -> {
          Tokens.Issued issued =
              tokens.issue(
                  body.getString("name", "token"),
                  Role.of(body.getString("role", "")),
                  clock.millis());
          done(
              context,
              "made token " + issued.token().id() + " of " + issued.token().role().label());
          return token(issued.token()).put("secret", issued.secret());
        });
  }

  private void revoke(RoutingContext context) {
    String id = Parameters.path(context, "id");
    Answer.with(
        context,
        () -> {
          tokens.revoke(id);
          done(context, "revoked token " + id);
          return new JsonObject().put("id", id);
        });
  }

  private void done(RoutingContext context, String what) {
    audit.accept(Guard.callerOf(context).name(), what);
  }

  private static JsonObject user(Account account) {
    return new JsonObject()
        .put("name", account.name())
        .put("displayName", account.displayName())
        .put("role", account.role().label())
        .put("disabled", account.disabled())
        .put("invited", account.passwordHash().isEmpty());
  }

  private static JsonObject token(Token token) {
    return new JsonObject()
        .put("id", token.id())
        .put("name", token.name())
        .put("role", token.role().label())
        .put("createdAt", Json.time(token.createdAt()));
  }
}
