package songlam.console.api.session;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import songlam.console.api.Answer;
import songlam.console.api.Guard;
import songlam.console.api.Parameters;
import songlam.console.api.Problem;
import songlam.console.api.Routes;
import songlam.console.cli.ProductVersion;
import songlam.core.access.Token;

/**
 * The session of a wall: a cookie that holds a viewer's token, so that it lasts over restarts and
 * nobody has to sign in at a screen under the ceiling. It ends when the token is revoked. Mounted
 * before the sessions of people, whose {@code GET /session} it answers for walls.
 */
public final class DisplayRoutes implements Routes {
  private static final long YEAR_SECONDS = 31_536_000;

  private final boolean simulation;
  private final Consumer<String> audit;

  /**
   * @param simulation whether every page must say that what it shows is simulated
   * @param audit takes a line when a wall is opened
   */
  public DisplayRoutes(boolean simulation, Consumer<String> audit) {
    this.simulation = simulation;
    this.audit = audit;
  }

  @Override
  public void mount(Router api, Guard guard) {
    api.get("/session").handler(context -> show(context, guard));
    api.post("/session/display").handler(context -> open(context, guard));
  }

  private void show(RoutingContext context, Guard guard) {
    boolean byPerson =
        context.request().getHeader("Authorization") != null
            || (context.session() != null && context.session().get(Guard.ACCOUNT) != null);
    if (byPerson) {
      context.next();
    } else {
      guard
          .display(context)
          .ifPresentOrElse(token -> Answer.now(context, describe(token)), context::next);
    }
  }

  private void open(RoutingContext context, Guard guard) {
    String secret = Parameters.body(context).getString("secret", "");
    Token token =
        guard
            .displayToken(secret)
            .orElseThrow(
                () ->
                    new Problem(
                        401, "Not signed in", "secret: wrong (expected: of a viewer's token)"));
    audit.accept("wall opened with token " + token.id());
    context
        .response()
        .addCookie(
            Cookie.cookie(Guard.DISPLAY, secret)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(context.request().isSSL())
                .setSameSite(CookieSameSite.STRICT)
                .setMaxAge(YEAR_SECONDS));
    Answer.now(context, describe(token));
  }

  private JsonObject describe(Token token) {
    return new JsonObject()
        .put(
            "user",
            new JsonObject()
                .put("name", "token:" + token.id())
                .put("displayName", token.name())
                .put("role", token.role().label()))
        .put("csrf", "")
        .put("simulation", simulation)
        .put("version", ProductVersion.text())
        .put("mustSetPassword", false);
  }
}
