package songlam.console.api;

import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.Session;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import songlam.core.access.Account;
import songlam.core.access.Accounts;
import songlam.core.access.Role;
import songlam.core.access.Token;
import songlam.core.access.Tokens;

/**
 * Finds out who sends a request, by session cookie or {@code Authorization: Bearer}, and lets only
 * those through whose role allows it. Requests by cookie that change something must carry the
 * session's {@code X-CSRF-Token} and come from our own pages.
 */
public final class Guard {
  /** Session keys. */
  public static final String ACCOUNT = "account";

  public static final String CSRF = "csrf";

  /** Cookie of a wall: the secret of a token that may only look. */
  public static final String DISPLAY = "songlam_display";

  private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final String BEARER = "Bearer ";

  private final Accounts accounts;
  private final Tokens tokens;

  public Guard(Accounts accounts, Tokens tokens) {
    this.accounts = accounts;
    this.tokens = tokens;
  }

  /** A handler that goes on only for this role and those above it. */
  public Handler<RoutingContext> atLeast(Role role) {
    return context -> {
      Optional<Caller> caller = caller(context);
      if (caller.isEmpty()) {
        context.fail(new Problem(401, "Not signed in", "sign in, or send a token"));
      } else if (!caller.get().role().includes(role)) {
        context.fail(
            new Problem(
                403,
                "Not allowed",
                "role: " + caller.get().role().label() + " (expected: " + role.label() + ")"));
      } else if (forged(context)) {
        context.fail(
            new Problem(
                403,
                "Not allowed",
                "X-CSRF-Token: missing or stale (expected: csrf of GET /api/v1/session)"));
      } else {
        context.put(Caller.KEY, caller.get());
        context.next();
      }
    };
  }

  /** The caller that {@link #atLeast} let through. */
  public static Caller callerOf(RoutingContext context) {
    Caller caller = context.get(Caller.KEY);
    if (caller == null) {
      throw new IllegalStateException("the route has no guard");
    }
    return caller;
  }

  private Optional<Caller> caller(RoutingContext context) {
    String authorization = context.request().getHeader("Authorization");
    if (authorization != null && authorization.startsWith(BEARER)) {
      return tokens
          .check(authorization.substring(BEARER.length()).strip())
          .map(token -> new Caller("token:" + token.id(), token.role()));
    }
    return signedIn(context.session())
        .map(account -> new Caller(account.name(), account.role()))
        .or(() -> display(context).map(token -> new Caller("token:" + token.id(), token.role())));
  }

  /**
   * The token of the wall that asks, when the request carries its cookie. Only a token that may
   * look and no more counts, so that nothing can be changed with this cookie.
   */
  public Optional<Token> display(RoutingContext context) {
    Cookie cookie = context.request().getCookie(DISPLAY);
    return cookie == null ? Optional.empty() : displayToken(cookie.getValue());
  }

  /** The token with this secret, when it is one for a wall. */
  public Optional<Token> displayToken(String secret) {
    return tokens.check(secret).filter(token -> token.role() == Role.VIEWER);
  }

  private Optional<Account> signedIn(@Nullable Session session) {
    String name = session == null ? null : session.get(ACCOUNT);
    return name == null ? Optional.empty() : accounts.find(name).filter(a -> !a.disabled());
  }

  private static boolean forged(RoutingContext context) {
    boolean byToken = context.request().getHeader("Authorization") != null;
    if (byToken || SAFE.contains(context.request().method())) {
      return false;
    }
    String site = context.request().getHeader("Sec-Fetch-Site");
    String sent = context.request().getHeader("X-CSRF-Token");
    String expected = context.session() == null ? null : context.session().get(CSRF);
    boolean foreign = site != null && !site.equals("same-origin") && !site.equals("none");
    return foreign || sent == null || expected == null || !same(sent, expected);
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
