package songlam.core.store.opensearch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.pipeline.StoreWriter.Document;
import songlam.core.store.opensearch.OpenSearchEventStore.BulkSettings;
import songlam.core.store.opensearch.embedded.EmbeddedOpenSearch;
import songlam.core.store.opensearch.embedded.EmbeddedSettings;

/**
 * Documents per second of the writer as the pipeline calls it, next to the best of raw requests
 * that were encoded before the clock ran, over batch sizes and clients; alternating, on one server.
 * Arguments: a folder for the server, and how many documents each run stores.
 */
final class BulkBenchmark {
  private static final int CALL = 2_000;

  private final StoreClient client;
  private final int count;
  private int runs;

  private BulkBenchmark(StoreClient client, int count) {
    this.client = client;
    this.count = count;
  }

  public static void main(String[] arguments) throws Exception {
    long begun = System.nanoTime();
    EmbeddedSettings settings =
        new EmbeddedSettings(Path.of(arguments[0]), EmbeddedOpenSearch.distribution(), 1_024);
    try (EmbeddedOpenSearch server = EmbeddedOpenSearch.start(settings)) {
      if (!server.awaitUp(Duration.ofMinutes(3))) {
        throw new IllegalStateException(server.state().toString());
      }
      System.out.printf("start %d ms%n", (System.nanoTime() - begun) / 1_000_000);
      try (StoreClient client = new StoreClient(server.address())) {
        new BulkBenchmark(client, Integer.parseInt(arguments[1])).run();
      }
    }
  }

  private void run() throws Exception {
    raw(CALL, 2);
    writer(2, CALL);
    for (int round = 0; round < 2; round++) {
      for (int clients : new int[] {1, 2, 4}) {
        for (int batch : new int[] {1_000, 2_000, 5_000}) {
          System.out.printf("raw clients=%d batch=%d %,d/s%n", clients, batch, raw(batch, clients));
        }
      }
      for (int requests : new int[] {1, 2, 4}) {
        System.out.printf(
            "writer requests=%d call=%d %,d/s%n", requests, CALL, writer(requests, CALL));
      }
      System.out.printf("writer requests=4 call=8000 %,d/s%n", writer(4, 8_000));
    }
  }

  /** Documents of a firewall's log: some twenty fields, about 900 bytes. */
  private List<Document> documents() {
    String suffix = "bench-" + runs++;
    List<Document> documents = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      documents.add(new Document(event(i), suffix));
    }
    return documents;
  }

  private static Event event(int i) {
    String address = "203.0.113." + i % 250;
    String message =
        "Failed password for invalid user admin"
            + i % 97
            + " from "
            + address
            + " port "
            + (1_024 + i % 60_000)
            + " ssh2";
    return new EventBuilder()
        .timestamp(1_795_000_000_000L + i)
        .origin("web-" + i % 40)
        .set(EcsField.ECS_VERSION, "9.0.0")
        .set(EcsField.EVENT_DATASET, "system.auth")
        .set(EcsField.EVENT_ACTION, "ssh_login")
        .set(EcsField.EVENT_CATEGORY, List.of("authentication"))
        .set(EcsField.EVENT_ID, "n1-0-" + i)
        .set(EcsField.EVENT_INGESTED, 1_795_000_000_100L + i)
        .set(EcsField.EVENT_ORIGINAL, "<38>Nov 24 10:00:00 web-01 sshd[4711]: " + message)
        .set(EcsField.EVENT_OUTCOME, "failure")
        .set(EcsField.HOST_NAME, "web-" + i % 40)
        .set(EcsField.MESSAGE, message)
        .set(EcsField.PROCESS_NAME, "sshd")
        .set(EcsField.PROCESS_PID, (long) (i % 30_000))
        .set(EcsField.SOURCE_IP, address)
        .set(EcsField.SOURCE_PORT, (long) (1_024 + i % 60_000))
        .set(EcsField.SONGLAM_SOURCE, "syslog")
        .set(EcsField.SONGLAM_SOURCE_TYPE, "linux")
        .set(EcsField.USER_NAME, "admin" + i % 97)
        .build(new EventId("n1", 0, i, 0));
  }

  private long raw(int batch, int clients) throws Exception {
    List<byte[]> bodies = new ArrayList<>();
    List<Document> documents = documents();
    for (int from = 0; from < count; from += batch) {
      List<Document> part = documents.subList(from, Math.min(count, from + batch));
      bodies.add(new BulkEncoder(part.size(), new LongAdder()).encode(part));
    }
    long begun = System.nanoTime();
    try (ExecutorService pool = Executors.newFixedThreadPool(clients)) {
      List<Future<?>> sent = new ArrayList<>();
      for (byte[] body : bodies) {
        sent.add(pool.submit(() -> send(body)));
      }
      for (Future<?> one : sent) {
        one.get();
      }
    }
    return finished(begun);
  }

  private Void send(byte[] body) throws Exception {
    try (Reply reply = client.bulk("/_bulk", body)) {
      if (!BulkAnswer.failures(reply.body()).isEmpty()) {
        throw new IllegalStateException("refused");
      }
    }
    return null;
  }

  private long writer(int requests, int call) {
    List<Document> documents = documents();
    try (OpenSearchEventStore store =
        new OpenSearchEventStore(client, new BulkSettings(requests, 250))) {
      long begun = System.nanoTime();
      for (int from = 0; from < count; from += call) {
        store.create(documents.subList(from, Math.min(count, from + call)));
      }
      return finished(begun);
    }
  }

  private long finished(long begun) {
    long rate = count * 1_000_000_000L / (System.nanoTime() - begun);
    FreshStore.empty(client);
    return rate;
  }
}
