package songlam.console.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.SessionHandler;
import io.vertx.ext.web.sstore.LocalSessionStore;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import songlam.console.api.Guard;
import songlam.console.api.Problems;
import songlam.console.api.Routes;
import songlam.core.access.Role;
import songlam.core.event.Cap;
import songlam.core.event.Caps;

/**
 * The console's HTTP server: other doors first (bulk ingestion, Open311, metrics), then the API,
 * then the pages. On loopback plain HTTP, elsewhere TLS only.
 */
public final class ConsoleServer {
  private static final long SWEEP_MILLIS = 1_000;

  /** Without a byte either way, as when a client does not read its answer. */
  private static final int IDLE_SECONDS = 300;

  private static final String IMPORTS = "/rules/imports";
  private static final long IDLE_MILLIS = 30 * 60_000L;

  private final Vertx vertx;
  private final HttpServer server;
  private final Router router;
  private final Connections connections;
  private long sweeping;

  /**
   * @param tls PEM key and certificate; null for plain HTTP, which is right on loopback only
   * @param doors mounts what comes before the API and reads its bodies itself
   */
  public ConsoleServer(
      Vertx vertx,
      @Nullable PemKeyCertOptions tls,
      Guard guard,
      Consumer<Router> doors,
      List<Routes> routes,
      Caps caps) {
    this(vertx, tls, guard, doors, routes, caps, Connections.Limits.STANDARD);
  }

  ConsoleServer(
      Vertx vertx,
      @Nullable PemKeyCertOptions tls,
      Guard guard,
      Consumer<Router> doors,
      List<Routes> routes,
      Caps caps,
      Connections.Limits limits) {
    this.vertx = vertx;
    this.router = Router.router(vertx);
    router.route().handler(new SecurityHeaders(tls != null));
    doors.accept(router);
    router.route("/api/v1/*").subRouter(api(guard, routes, tls != null, caps));
    router.route("/api/*").handler(context -> context.fail(404));
    new Pages().mount(router);
    router.route().failureHandler(new Problems(caps));
    HttpServerOptions options =
        new HttpServerOptions()
            .setCompressionSupported(true)
            .setMaxHeaderSize(16_384)
            // Else a connection that says nothing is nobody's until its first bytes have come.
            .setHttp2ClearTextEnabled(false)
            .setIdleTimeout(IDLE_SECONDS);
    if (tls != null) {
      options.setSsl(true).setKeyCertOptions(tls).setUseAlpn(true);
    }
    this.connections = new Connections(limits, caps);
    this.server =
        vertx
            .createHttpServer(options)
            .connectionHandler(connection -> connections.opened(connection, now()))
            .requestHandler(
                request -> {
                  connections.asked(request, now());
                  router.handle(request);
                });
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }

  /** Binds; fails with the reason when the port is taken. */
  public Future<Integer> listen(String host, int port) {
    sweeping = vertx.setPeriodic(SWEEP_MILLIS, _ -> connections.sweep(now()));
    return server.listen(port, host).map(HttpServer::actualPort);
  }

  public Future<Void> close() {
    vertx.cancelTimer(sweeping);
    return server.close();
  }

  /** All that is mounted, those of the API with their whole path, as {@code GET /path/:part}. */
  public Set<String> mounted() {
    Set<String> mounted = new TreeSet<>();
    collect("", router, mounted);
    return mounted;
  }

  private static void collect(String prefix, Router router, Set<String> mounted) {
    for (Route route : router.getRoutes()) {
      String path = prefix + Objects.requireNonNullElse(route.getPath(), "");
      if (route.getSubRouter() != null) {
        collect(path.replaceFirst("/\\*?$", ""), route.getSubRouter(), mounted);
      } else if (route.methods() != null) {
        route.methods().forEach(method -> mounted.add(method + " " + path));
      }
    }
  }

  private Router api(Guard guard, List<Routes> routes, boolean tls, Caps caps) {
    Router api = Router.router(vertx);
    api.route()
        .handler(
            SessionHandler.create(LocalSessionStore.create(vertx))
                .setSessionCookieName(tls ? "__Host-songlam_session" : "songlam_session")
                .setSessionTimeout(IDLE_MILLIS)
                .setCookieHttpOnlyFlag(true)
                .setCookieSecureFlag(tls)
                .setCookieSameSite(CookieSameSite.STRICT)
                .setLazySession(true));
    // Who sends a corpus is asked before it is taken into memory.
    api.post(IMPORTS).handler(guard.atLeast(Role.ADMINISTRATOR));
    api.post(IMPORTS)
        .handler(
            context -> {
              context.put(Problems.BODY_CAP, Cap.HTTP_IMPORT);
              context.next();
            });
    api.post(IMPORTS).handler(BodyHandler.create(false).setBodyLimit(Cap.HTTP_IMPORT.limit()));
    api.route().handler(BodyHandler.create(false).setBodyLimit(Cap.HTTP_BODY.limit()));
    routes.forEach(noun -> noun.mount(api, guard));
    api.route().failureHandler(new Problems(caps));
    return api;
  }
}
