package songlam.core.store.opensearch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensearch.client.opensearch.generic.Body;
import org.opensearch.client.opensearch.generic.Request;
import org.opensearch.client.transport.GenericSerializable;

/** A request whose body is there as bytes: the client takes them in one piece. */
final class ByteRequest implements Request, GenericSerializable {
  private final String method;
  private final String path;
  private final Map<String, String> query;
  private final String type;
  private final byte[] bytes;
  private final int length;

  /**
   * @param type media type of the body
   * @param length how many of the bytes are the body, 0 when there is none; not to be changed until
   *     the answer has come
   */
  ByteRequest(
      String method,
      String path,
      Map<String, String> query,
      String type,
      byte[] bytes,
      int length) {
    this.method = method;
    this.path = path;
    this.query = query;
    this.type = type;
    this.bytes = bytes;
    this.length = length;
  }

  @Override
  public String serialize(OutputStream out) {
    try {
      out.write(bytes, 0, length);
      return type;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<Body> getBody() {
    return length == 0
        ? Optional.empty()
        : Optional.ofNullable(Body.from(new ByteArrayInputStream(bytes, 0, length), type));
  }

  @Override
  public String getMethod() {
    return method;
  }

  @Override
  public String getEndpoint() {
    return path;
  }

  @Override
  public Map<String, String> getParameters() {
    return query;
  }

  @Override
  public Collection<Map.Entry<String, String>> getHeaders() {
    return List.of();
  }
}
