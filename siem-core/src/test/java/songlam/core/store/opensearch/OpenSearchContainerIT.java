package songlam.core.store.opensearch;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import songlam.core.store.EventStore;
import songlam.core.store.EventStoreContract;

/**
 * The same contract against a server that somebody else runs, reached by its address. Needs a
 * Docker engine and the name of an image in the system property {@code songlam.opensearch.image}.
 */
class OpenSearchContainerIT implements EventStoreContract {
  private static final int PORT = 9200;

  private static GenericContainer<?> container;
  private static StoreClient client;

  @BeforeEach
  void start() {
    if (container != null) {
      return;
    }
    String image = System.getProperty("songlam.opensearch.image", "");
    Assumptions.assumeFalse(
        image.isEmpty(), "no image named (expected: -Dsonglam.opensearch.image=NAME)");
    Assumptions.assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(), "no Docker engine answers here");
    container =
        new GenericContainer<>(DockerImageName.parse(image))
            .withEnv("discovery.type", "single-node")
            .withEnv("DISABLE_SECURITY_PLUGIN", "true")
            .withExposedPorts(PORT)
            .waitingFor(Wait.forHttp("/").forPort(PORT))
            .withStartupTimeout(Duration.ofMinutes(3));
    container.start();
    URI uri = URI.create("http://" + container.getHost() + ":" + container.getMappedPort(PORT));
    client = new StoreClient(StoreAddress.of(uri, null, null, null));
  }

  @AfterAll
  static void stop() {
    if (container != null) {
      client.close();
      container.stop();
    }
  }

  @Override
  public EventStore store() {
    FreshStore.empty(client);
    return new OpenSearchEventStore(client);
  }
}
