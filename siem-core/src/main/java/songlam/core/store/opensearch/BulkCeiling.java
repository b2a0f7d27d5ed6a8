package songlam.core.store.opensearch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
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

  /**
   * Documents a second.
   *
   * @param documents new ones; none of them may be stored yet
   * @param batch documents of a request
   * @param clients requests at once
   * @throws IOException when the store refuses any of them
   */
  public double perSecond(List<Document> documents, int batch, int clients)
      throws IOException, InterruptedException {
    client.ensureSchema();
    ConcurrentLinkedQueue<byte[]> requests = new ConcurrentLinkedQueue<>();
    for (int from = 0; from < documents.size(); from += batch) {
      List<Document> part = documents.subList(from, Math.min(documents.size(), from + batch));
      requests.add(new BulkEncoder(part.size(), new LongAdder()).encode(part));
    }
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
    return documents.size() * 1e9 / (System.nanoTime() - began);
  }

  private void send(ConcurrentLinkedQueue<byte[]> requests) throws IOException {
    for (byte[] lines = requests.poll(); lines != null; lines = requests.poll()) {
      try (Reply reply = client.bulk("/_bulk", lines)) {
        List<BulkAnswer.Item> failures = BulkAnswer.failures(reply.body());
        if (reply.isRefusal() || !failures.isEmpty()) {
          throw new IOException("_bulk: " + reply.status() + " " + failures);
        }
      }
    }
  }
}
