package songlam.collectors.listen.probe;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSession;
import songlam.collectors.listen.Listener;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.event.Text;
import songlam.core.pipeline.Intake;

/**
 * Looks at each service in turn; a record's payload is what came back as JSON: {@code service,
 * kind, host, up, durationMillis, status, certificateExpires, error}. Certificates are read, not
 * trusted: a service behind an unknown CA is up, and its expiry still counts.
 */
public final class ProbeListener implements Listener {
  /** The source type of its records. */
  public static final String TYPE = "probe";

  /** Some causes tell the whole of what came instead. */
  private static final int LONGEST_CAUSE = 200;

  private final Vertx vertx;
  private final ProbeConfig config;
  private final Intake intake;
  private final Clock clock;
  private final HttpClient http;
  private final NetClient tls;
  private long timer = -1;
  private volatile boolean running;

  public ProbeListener(Vertx vertx, ProbeConfig config, Intake intake, Clock clock) {
    this.vertx = vertx;
    this.config = config;
    this.intake = intake;
    this.clock = clock;
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(config.timeoutMillis())
                .setSslHandshakeTimeout(config.timeoutMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setKeepAlive(false));
    this.tls =
        vertx.createNetClient(
            new NetClientOptions()
                .setConnectTimeout(config.timeoutMillis())
                .setSslHandshakeTimeout(config.timeoutMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setSsl(true)
                .setTrustAll(true)
                .setHostnameVerificationAlgorithm(""));
  }

  @Override
  public String source() {
    return config.source();
  }

  @Override
  public CompletionStage<Void> start() {
    running = true;
    timer = vertx.setPeriodic(500, config.everyMillis(), _ -> config.checks().forEach(this::look));
    return Future.<Void>succeededFuture().toCompletionStage();
  }

  @Override
  public Health check() {
    return new Health(
        running,
        new Text(config.checks().size() + " dịch vụ", config.checks().size() + " services"));
  }

  @Override
  public CompletionStage<Void> stop() {
    running = false;
    vertx.cancelTimer(timer);
    return Future.join(http.close(), tls.close()).<Void>mapEmpty().toCompletionStage();
  }

  private void look(ProbeConfig.Check check) {
    long start = clock.millis();
    JsonObject found =
        new JsonObject()
            .put("service", check.service())
            .put("asset", check.asset())
            .put("host", check.url().getHost())
            .put("kind", "tls".equals(check.url().getScheme()) ? "tls" : "http");
    Future<Void> looked =
        "tls".equals(check.url().getScheme()) ? handshake(check, found) : request(check, found);
    looked
        .timeout(config.timeoutMillis(), TimeUnit.MILLISECONDS)
        .onComplete(
            outcome -> {
              boolean answered = outcome.succeeded() && !found.containsKey("error");
              found.put("up", answered).put("durationMillis", clock.millis() - start);
              if (outcome.failed()) {
                found.put("error", why(outcome.cause()));
              }
              journal(found);
            });
  }

  /** What failed and what that came of: a handshake alone says nothing. */
  private static String why(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String what = String.valueOf(failure.getMessage());
    String of = root.getMessage();
    return of == null || what.contains(of)
        ? what
        : what + ": " + of.substring(0, Math.min(of.length(), LONGEST_CAUSE));
  }

  private Future<Void> request(ProbeConfig.Check check, JsonObject found) {
    RequestOptions options =
        new RequestOptions().setAbsoluteURI(check.url().toString()).setMethod(HttpMethod.GET);
    return http.request(options)
        .compose(HttpClientRequest::send)
        .compose(response -> judge(check, found, response));
  }

  private static Future<Void> judge(
      ProbeConfig.Check check, JsonObject found, HttpClientResponse response) {
    found.put("status", response.statusCode());
    certificate(found, response.request().connection().sslSession());
    if (response.statusCode() != check.status()) {
      found.put("error", "status " + response.statusCode() + " (expected: " + check.status() + ")");
    }
    return response.end();
  }

  private Future<Void> handshake(ProbeConfig.Check check, JsonObject found) {
    return tls.connect(check.url().getPort(), check.url().getHost())
        .compose(
            socket -> {
              certificate(found, socket.sslSession());
              return socket.close();
            });
  }

  private static void certificate(JsonObject found, SSLSession session) {
    try {
      Certificate[] chain = session == null ? new Certificate[0] : session.getPeerCertificates();
      if (chain.length > 0 && chain[0] instanceof X509Certificate certificate) {
        found.put("certificateExpires", certificate.getNotAfter().getTime());
      }
    } catch (javax.net.ssl.SSLPeerUnverifiedException none) {
      found.put("error", "no certificate");
    }
  }

  private void journal(JsonObject found) {
    RawRecord record =
        RawRecord.live(config.source(), TYPE, clock.millis(), "", found.toBuffer().getBytes());
    intake
        .accept(List.of(record))
        .exceptionally(
            e -> {
              intake.dropped(config.source(), Reason.QUEUE_FULL, 1);
              return null;
            });
  }
}
