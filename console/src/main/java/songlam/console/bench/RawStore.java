package songlam.console.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import songlam.collectors.SourceTypes;
import songlam.core.event.EventId;
import songlam.core.event.ParseResult;
import songlam.core.event.Parser;
import songlam.core.event.RawRecord;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.normalise.EcsNormaliser;
import songlam.core.normalise.Terrain;
import songlam.core.pipeline.StoreWriter.Document;
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
   * @param batch documents of a request
   * @param clients requests at once
   */
  record Best(double perSecond, int batch, int clients) {}

  /** The fastest of all combinations, each with so many documents in an index of its own. */
  Best best(int documents, Measurement told) throws IOException {
    BulkCeiling ceiling = new BulkCeiling(client);
    Best best = new Best(0, 0, 0);
    try {
      ceiling.perSecond(documents("warm", documents), BATCHES[1], 2);
      for (int batch : BATCHES) {
        for (int clients : CLIENTS) {
          List<Document> fresh = documents(batch + "-" + clients, documents);
          double rate = ceiling.perSecond(fresh, batch, clients);
          told.progress("raw _bulk, %d × %d: %,.0f/s".formatted(batch, clients, rate));
          best = rate > best.perSecond() ? new Best(rate, batch, clients) : best;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
    return best;
  }

  /** What the platform makes of the lines the sender sends. */
  private static List<Document> documents(String suffix, int count) {
    SourceTypes types = new SourceTypes(new InMemorySystemStore(), ZoneId.of("Asia/Ho_Chi_Minh"));
    Parser parser = requireNonNull(types.forPipeline().get("syslog")).parser().get();
    EcsNormaliser normaliser =
        new EcsNormaliser(
            Terrain.empty(), EcsNormaliser.ClockSettings.DEFAULT, (_, _, _, _) -> {}, Set.of());
    List<Document> documents = new ArrayList<>();
    long now = System.currentTimeMillis();
    long offset = 0;
    for (SyslogCorpus.Line line : SyslogCorpus.read().draw(count, 1)) {
      byte[] bytes = SyslogBlock.text(line, now).getBytes(ISO_8859_1);
      RawRecord record = RawRecord.live(Bed.SOURCE, "syslog", now, "127.0.0.1", bytes);
      if (parser.parse(record) instanceof ParseResult.Parsed(var events, _)) {
        EventId id = new EventId("n1", 0, offset++, 0);
        documents.add(
            new Document(normaliser.normalise(events.getFirst(), record, id), "raw-" + suffix));
      }
    }
    return documents;
  }

  @Override
  public void close() {
    client.close();
    server.close();
    scratch.close();
  }
}
