package songlam.console.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.CompletionStage;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import songlam.core.event.Text;

/**
 * POSTs a notice as JSON. With a secret, {@code X-Songlam-Signature: sha256=…} holds the HMAC of
 * the body, so that the receiver knows who sent it.
 */
public final class WebhookChannel implements Channel {
  private static final long PATIENCE_MILLIS = 10_000;

  private final WebClient client;
  private final String url;
  private final @Nullable String secret;

  /**
   * @param secret shared with the receiver, null to send unsigned
   */
  public WebhookChannel(Vertx vertx, String url, @Nullable String secret) {
    this.client = WebClient.create(vertx);
    this.url = url;
    this.secret = secret;
  }

  @Override
  public String name() {
    return "webhook:" + url;
  }

  @Override
  public CompletionStage<Void> deliver(Notice notice) {
    Buffer body = body(notice).toBuffer();
    HttpRequest<Buffer> request =
        client
            .postAbs(url)
            .timeout(PATIENCE_MILLIS)
            .putHeader("content-type", "application/json; charset=utf-8");
    if (secret != null) {
      request.putHeader("X-Songlam-Signature", "sha256=" + sign(body.getBytes(), secret));
    }
    return request
        .sendBuffer(body)
        .compose(
            response ->
                response.statusCode() / 100 == 2
                    ? Future.<Void>succeededFuture()
                    : Future.<Void>failedFuture("status " + response.statusCode()))
        .toCompletionStage();
  }

  private static JsonObject body(Notice notice) {
    return new JsonObject()
        .put("kind", notice.kind())
        .put(notice.kind(), notice.id())
        .put("pipeline", notice.pipeline())
        .put("severity", notice.severity())
        .put("title", text(notice.title()))
        .put("reason", text(notice.reason()))
        .put("firstSeen", Instant.ofEpochMilli(notice.firstSeen()).toString())
        .put("link", notice.link())
        .put("simulated", notice.simulated());
  }

  private static JsonObject text(Text text) {
    return new JsonObject().put("vi", text.vi()).put("en", text.en());
  }

  static String sign(byte[] body, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
