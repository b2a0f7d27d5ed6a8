package songlam.console.web;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

/** The headers every answer carries. Pages add their Content-Security-Policy with a nonce. */
final class SecurityHeaders implements Handler<RoutingContext> {
  private final boolean tls;

  SecurityHeaders(boolean tls) {
    this.tls = tls;
  }

  @Override
  public void handle(RoutingContext context) {
    MultiMap headers = context.response().headers();
    headers.set("x-content-type-options", "nosniff");
    headers.set("referrer-policy", "no-referrer");
    headers.set("cross-origin-opener-policy", "same-origin");
    headers.set("cross-origin-resource-policy", "same-origin");
    headers.set("permissions-policy", "camera=(), microphone=(), geolocation=(), usb=()");
    headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
    if (tls) {
      headers.set("strict-transport-security", "max-age=31536000");
    }
    context.next();
  }
}
