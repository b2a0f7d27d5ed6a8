package songlam.core.store.opensearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.opensearch.client.opensearch.generic.Body;
import org.opensearch.client.opensearch.generic.Response;
import org.opensearch.client.transport.httpclient5.ResponseException;

/**
 * What the store answered, to be closed by whoever reads it.
 *
 * @param status of HTTP
 * @param body as it comes, empty when there is none
 */
record Reply(int status, InputStream body) implements AutoCloseable {
  static Reply of(Response response) {
    return new Reply(
        response.getStatus(),
        response.getBody().map(Body::body).orElseGet(InputStream::nullInputStream));
  }

  /** The client turns refusals into exceptions that carry the body behind their first line. */
  static Reply of(ResponseException refusal) {
    String message = String.valueOf(refusal.getMessage());
    int body = message.indexOf("\n{");
    byte[] bytes = body < 0 ? new byte[0] : message.substring(body + 1).getBytes(UTF_8);
    return new Reply(refusal.status(), new ByteArrayInputStream(bytes));
  }

  boolean isRefusal() {
    return status >= 300;
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
