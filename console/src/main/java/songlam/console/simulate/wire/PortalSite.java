package songlam.console.simulate.wire;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;

/** The province's portal as the service probes see it; it can be made to fail. */
public final class PortalSite {
  private final HttpServer server;
  private final int port;
  private volatile boolean down;

  public PortalSite(Vertx vertx, int port) {
    this.port = port;
    this.server =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request
                        .response()
                        .setStatusCode(down ? 503 : 200)
                        .end(down ? "quá tải" : "Cổng thông tin điện tử (mô phỏng)"));
  }

  public Future<HttpServer> start() {
    return server.listen(port, "127.0.0.1");
  }

  public void setDown(boolean value) {
    down = value;
  }

  public Future<Void> stop() {
    return server.close();
  }
}
