package songlam.core.store.opensearch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import songlam.core.pipeline.StoreWriter.Document;

/**
 * How fast this store takes documents when nothing but {@code _bulk} is done: the requests are
 * written beforehand, so that what is measured is the server. The other half of every figure that
 * says how much of the store's speed the platform reaches.
 */
public final class BulkCeiling {
  private final StoreClient client;

  public BulkCeiling(StoreClient client) {
    this.client = client;
  }

  /** The request that stores these documents, as the platform writes it. */
  public static byte[] request(List<Document> documents) {
    GrowingBytes lines = new GrowingBytes(documents.size() * BulkEncoder.TYPICAL_BYTES);
    new BulkEncoder(new LongAdder()).encode(documents, lines);
    return lines.toByteArray();
  }

  /**
   * Seconds until all requests are answered.
   *
   * @param requests one after the other, asked for by several threads; {@code null} at their end.
   *     None of their documents may be stored yet
   * @param clients requests at once
   * @throws IOException when the store refuses any document
   */
  public double seconds(Supplier<byte @Nullable []> requests, int clients)
      throws IOException, InterruptedException {
    client.ensureSchema();
    long began = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        running.add(
            threads.submit(
                () -> {
                  send(requests);
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
    return (System.nanoTime() - began) / 1e9;
  }

  private void send(Supplier<byte @Nullable []> requests) throws IOException {
    for (byte[] lines = requests.get(); lines != null; lines = requests.get()) {
      try (Reply reply = client.bulk(GrowingBytes.of(lines))) {
        List<BulkAnswer.Item> failures = BulkAnswer.failures(reply.body());
        if (reply.isRefusal() || !failures.isEmpty()) {
          throw new IOException("_bulk: " + reply.status() + " " + failures);
        }
      }
    }
  }
}
