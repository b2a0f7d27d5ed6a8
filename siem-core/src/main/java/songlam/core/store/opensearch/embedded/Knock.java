package songlam.core.store.opensearch.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import songlam.core.store.opensearch.StoreAddress;

/** Asks whether somebody is in. */
final class Knock implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final URI door;
  private final HttpClient client;

  Knock(StoreAddress address) {
    this.door = address.uri().resolve("/");
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(Objects.requireNonNull(address.tls()))
            .connectTimeout(PATIENCE)
            .build();
  }

  boolean isAnswered() throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(door).timeout(PATIENCE).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
