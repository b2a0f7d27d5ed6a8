package songlam.console.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import songlam.core.store.opensearch.BulkCeiling;
import songlam.core.store.opensearch.OpenSearchEventStore;
import songlam.core.store.opensearch.StoreClient;
import songlam.core.store.opensearch.StoreCopies;
import songlam.core.store.opensearch.embedded.EmbeddedOpenSearch;
import songlam.core.store.opensearch.embedded.EmbeddedSettings;

/** The embedded store with nothing in front of it: the best {@code _bulk} rate of the documents. */
final class RawStore implements AutoCloseable {
  private static final int HEAP_MEGABYTES = 1_024;
  private static final int[] BATCHES = {500, 1_000, 2_000, 5_000};
  private static final int[] CLIENTS = {1, 2, 4};

  private final Scratch scratch = new Scratch();
  private final EmbeddedOpenSearch server;
  private final StoreClient client;

  RawStore() throws IOException {
    this.server =
        EmbeddedOpenSearch.start(
            new EmbeddedSettings(
                scratch.folder().resolve("store"),
                EmbeddedOpenSearch.distribution(),
                HEAP_MEGABYTES));
    this.client = new StoreClient(server.address());
    try {
      if (!server.awaitUp(Duration.ofMinutes(3))) {
        close();
        throw new BenchException("the store is not up: " + server.state());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
  }

  /** The store's events. */
  OpenSearchEventStore events() {
    return new OpenSearchEventStore(client);
  }

  /** So many indices more with the same events, each with files of its own; bytes of each. */
  long copy(int times) throws IOException {
    return new StoreCopies(client, scratch.folder().resolve("store")).make(times);
  }

  /**
   * A way to send and what it gave.
   *
   * @param perSecond documents
   * @param batch documents of a request
   * @param clients requests at once
   */
  record Rate(double perSecond, int batch, int clients) {
    @Override
    public String toString() {
      return "%d × %d: %,.0f/s".formatted(batch, clients, perSecond);
    }
  }

  /** All combinations, the fastest first, each with so many documents in an index of its own. */
  List<Rate> tries(int documents, Measurement told) throws IOException {
    rate("warm", 0, documents, BATCHES[1], 2);
    List<Rate> rates = new ArrayList<>();
    for (int batch : BATCHES) {
      for (int clients : CLIENTS) {
        Rate rate = rate("try-" + batch + "-" + clients, 0, documents, batch, clients);
        told.progress("raw _bulk, " + rate);
        rates.add(rate);
      }
    }
    rates.sort(Comparator.comparingDouble(Rate::perSecond).reversed());
    return rates;
  }

  /**
   * One combination once more, in an index that has as many documents before as the platform's had:
   * what merging and looking up ids in a large index cost is in it.
   */
  Rate after(Rate way, int before, int counted, Measurement told) throws IOException {
    String index = "long-" + way.batch() + "-" + way.clients();
    rate(index, 0, before, way.batch(), way.clients());
    Rate rate = rate(index, before, counted, way.batch(), way.clients());
    told.progress("raw _bulk behind %,d documents, %s".formatted(before, rate));
    return rate;
  }

  private Rate rate(String index, long first, int documents, int batch, int clients)
      throws IOException {
    Path file = scratch.folder().resolve("requests");
    try (BulkRequests requests =
        BulkRequests.write(file, "raw-" + index, first, documents, batch)) {
      double seconds = new BulkCeiling(client).seconds(requests, clients);
      return new Rate(documents / seconds, batch, clients);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
    scratch.close();
  }
}
