package songlam.console.web;

import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The pages: files of {@code webroot} under {@code /assets}, and {@code index.html} for every path
 * the pages route themselves, with a fresh nonce in it and in its Content-Security-Policy.
 */
final class Pages implements Handler<RoutingContext> {
  private static final String NONCE = "__CSP_NONCE__";

  private final String index;
  private final SecureRandom random = new SecureRandom();

  Pages() {
    this.index = read("/webroot/index.html");
  }

  void mount(Router router) {
    StaticHandler assets =
        StaticHandler.create("webroot/assets")
            .setCachingEnabled(true)
            .setMaxAgeSeconds(31_536_000)
            .setDirectoryListing(false);
    router
        .get("/assets/*")
        .handler(
            context -> {
              context.response().putHeader("cache-control", "public, max-age=31536000, immutable");
              context.next();
            })
        .handler(assets);
    router.get("/*").handler(this);
  }

  @Override
  public void handle(RoutingContext context) {
    byte[] bytes = new byte[18];
    random.nextBytes(bytes);
    String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    context
        .response()
        .putHeader("content-type", "text/html; charset=utf-8")
        .putHeader("cache-control", "no-store")
        .putHeader("content-security-policy", policy(nonce))
        .end(index.replace(NONCE, nonce));
  }

  private static String policy(String nonce) {
    return "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-"
        + nonce
        + "'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self';"
        + " media-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'self';"
        + " frame-ancestors 'none'";
  }

  private static String read(String resource) {
    try (InputStream in = Pages.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(
            resource + " is missing from the jar (expected: the pages are built with the module)");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
