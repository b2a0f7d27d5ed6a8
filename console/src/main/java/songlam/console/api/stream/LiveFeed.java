package songlam.console.api.stream;

import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import songlam.core.event.Cap;
import songlam.core.event.Caps;

/**
 * What is pushed to pages: numbered messages, of which the latest are kept so that a page that was
 * away for a moment misses nothing. Safe for many threads.
 */
public final class LiveFeed {
  private final Deque<Message> latest = new ArrayDeque<>();
  private final Set<Consumer<Message>> listeners = ConcurrentHashMap.newKeySet();
  private final Caps caps;
  private long lastNumber;

  /**
   * @param number rising by one
   * @param kind the SSE event name
   * @param data one line of JSON
   */
  public record Message(long number, String kind, String data) {
    String frame() {
      return "id: " + number + "\nevent: " + kind + "\ndata: " + data + "\n\n";
    }
  }

  public LiveFeed(Caps caps) {
    this.caps = caps;
  }

  /** Sends to every page that listens. */
  public void publish(String kind, JsonObject data) {
    Message message;
    synchronized (this) {
      message = new Message(++lastNumber, kind, data.encode());
      latest.addLast(message);
      if (latest.size() > Cap.LIVE_MEMORY.limit()) {
        latest.removeFirst();
      }
    }
    listeners.forEach(listener -> listener.accept(message));
  }

  /**
   * Starts to listen.
   *
   * @param after number of the last message the page has; 0 for a new page
   * @return the messages it missed, or empty with {@code complete} false when they are gone
   */
  synchronized Missed listen(long after, Consumer<Message> listener) {
    listeners.add(listener);
    if (after == 0) {
      return new Missed(List.of(), true);
    }
    List<Message> missed = new ArrayList<>();
    latest.stream().filter(message -> message.number() > after).forEach(missed::add);
    long oldest = latest.isEmpty() ? lastNumber + 1 : latest.getFirst().number();
    boolean complete = after <= lastNumber && oldest <= after + 1;
    if (!complete && after <= lastNumber) {
      caps.reached(Cap.LIVE_MEMORY);
    }
    return new Missed(missed, complete);
  }

  /** A page could not keep up and is cut off. */
  void tooSlow() {
    caps.reached(Cap.LIVE_SLOW);
  }

  void leave(Consumer<Message> listener) {
    listeners.remove(listener);
  }

  /** Pages that listen now. */
  public int listeners() {
    return listeners.size();
  }

  /**
   * @param complete false when the page must load afresh
   */
  record Missed(List<Message> messages, boolean complete) {}
}
