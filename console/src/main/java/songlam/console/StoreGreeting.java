package songlam.console;

import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.pipeline.StoreAwayException;
import songlam.core.store.opensearch.StoreAddress;
import songlam.core.store.opensearch.StoreClient;

/**
 * Asks a cluster that somebody else runs until it answers for the first time, and says each reason
 * why it does not once: until there is something to store nobody else would notice.
 */
final class StoreGreeting implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StoreGreeting.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final StoreClient client;
  private final Consumer<String> progress;
  private final Thread thread;
  private volatile String state = "the store was not reached yet";

  private StoreGreeting(StoreAddress address, Consumer<String> progress) {
    this.client = new StoreClient(address);
    this.progress = progress;
    this.thread = Thread.ofVirtual().name("store-greeting").unstarted(this::run);
  }

  /**
   * @param progress hears when it answers, and why not
   */
  static StoreGreeting begin(StoreAddress address, Consumer<String> progress) {
    StoreGreeting greeting = new StoreGreeting(address, progress);
    greeting.thread.start();
    return greeting;
  }

  /** {@code up} from the first answer on, before it why there was none. */
  String state() {
    return state;
  }

  private void run() {
    String said = "";
    try {
      while (true) {
        try {
          client.greet();
          state = "up";
          progress.accept("  kho dữ liệu đã sẵn sàng / the store is up");
          return;
        } catch (StoreAwayException | IllegalStateException e) {
          String why = String.valueOf(e.getMessage());
          state = why;
          if (!why.equals(said)) {
            LOG.warn("store: {}", why);
            progress.accept("  kho dữ liệu chưa trả lời / the store does not answer yet: " + why);
            said = why;
          }
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
    client.close();
  }
}
