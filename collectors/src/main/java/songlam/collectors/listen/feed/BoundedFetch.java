package songlam.collectors.listen.feed;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * GET with an end: an answer that is longer than allowed, packed or not, or takes too long, is
 * left.
 */
final class BoundedFetch {
  private static final String AGENT = "SongLam (diem bao; provincial operations centre)";
  private static final int TIMEOUT_SECONDS = 20;

  private final HttpClient client;
  private final int maxBytes;

  /**
   * What came back.
   *
   * @param body its first bytes
   * @param isWhole whether they are all
   */
  record Answer(
      int status, @Nullable String type, @Nullable String tag, Buffer body, boolean isWhole) {}

  BoundedFetch(Vertx vertx, int maxBytes) {
    this.maxBytes = maxBytes;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setDecompressionSupported(true).setConnectTimeout(5_000));
  }

  /**
   * @param knownTag the entity tag of the last answer, null for none
   */
  Future<Answer> get(String address, @Nullable String knownTag) {
    RequestOptions options;
    try {
      options = new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(address);
    } catch (RuntimeException e) {
      return Future.failedFuture(address + ": " + e.getMessage() + " (expected: a web address)");
    }
    options.setFollowRedirects(true).putHeader("User-Agent", AGENT);
    options.putHeader("Accept-Encoding", "gzip");
    if (knownTag != null) {
      options.putHeader("If-None-Match", knownTag);
    }
    return client
        .request(options)
        .compose(this::send)
        .timeout(2 * TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  private Future<Answer> send(HttpClientRequest request) {
    Future<Answer> answer =
        request.send().compose(this::collect).timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    return answer.onComplete(_ -> request.reset());
  }

  private Future<Answer> collect(HttpClientResponse response) {
    Promise<Answer> done = Promise.promise();
    Buffer body = Buffer.buffer();
    response.exceptionHandler(done::tryFail);
    response.endHandler(_ -> done.tryComplete(answer(response, body, true)));
    response.handler(
        chunk -> {
          int room = maxBytes - body.length();
          if (chunk.length() <= room) {
            body.appendBuffer(chunk);
          } else if (done.tryComplete(answer(response, body, false))) {
            body.appendBuffer(chunk, 0, room);
          }
        });
    return done.future();
  }

  private static Answer answer(HttpClientResponse response, Buffer body, boolean isWhole) {
    return new Answer(
        response.statusCode(),
        response.getHeader("content-type"),
        response.getHeader("etag"),
        body,
        isWhole);
  }

  Future<Void> close() {
    return client.close();
  }
}
