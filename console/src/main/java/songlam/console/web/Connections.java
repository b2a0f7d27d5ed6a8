package songlam.console.web;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import songlam.core.event.Cap;
import songlam.core.event.Caps;

/**
 * The connections of the console's address. One that asks nothing for a while is closed, however
 * many bytes of a head trickle in, and so is a body that comes too slowly: a few hundred such
 * connections would otherwise keep everybody out (slow-loris; the rates are those of Apache's
 * mod_reqtimeout). A request that has been read may take as long as it needs: pages listen for
 * hours. Safe for many threads.
 */
final class Connections {
  private final Limits limits;
  private final Caps caps;
  private final Map<HttpConnection, Open> open = new ConcurrentHashMap<>();

  /**
   * @param headMillis within which the first request's head is whole
   * @param keptMillis that a connection is kept after a request, for the next one: longer, since
   *     shippers send in their own rhythm and a POST on a closing connection is lost
   * @param bodyMillis within which a body is whole, whatever its rate
   * @param bytesPerSecond that a longer one must bring on average
   * @param most connections at a time, half of them from one peer
   */
  record Limits(long headMillis, long keptMillis, long bodyMillis, long bytesPerSecond, int most) {
    static final Limits STANDARD =
        new Limits(Cap.HTTP_SLOW.limit() * 1_000, 75_000, 20_000, 500, Cap.HTTP_CONNECTIONS.most());
  }

  private static final class Open {
    private final String peer;
    private final List<Asked> asked = new ArrayList<>();
    private long quietSince;
    private boolean hasAsked;

    Open(String peer, long now) {
      this.peer = peer;
      this.quietSince = now;
    }

    synchronized void ask(HttpServerRequest request, long now) {
      asked.add(new Asked(request, now));
      hasAsked = true;
    }

    /** Whether the client has kept us waiting for too long. */
    synchronized boolean isSlow(Limits limits, long now) {
      boolean was = !asked.isEmpty();
      asked.removeIf(one -> one.request.response().ended() || one.request.response().closed());
      if (!asked.isEmpty()) {
        return asked.stream().anyMatch(one -> one.isSlow(limits, now));
      }
      if (was) {
        quietSince = now;
      }
      return now - quietSince > (hasAsked ? limits.keptMillis() : limits.headMillis());
    }
  }

  private record Asked(HttpServerRequest request, long since) {
    boolean isSlow(Limits limits, long now) {
      long millis = now - since;
      return !request.isEnded()
          && millis > limits.bodyMillis()
          && request.bytesRead() < millis * limits.bytesPerSecond() / 1_000;
    }
  }

  Connections(Limits limits, Caps caps) {
    this.limits = limits;
    this.caps = caps;
  }

  /** A client has connected; turned away at once when there are too many. */
  void opened(HttpConnection connection, long now) {
    String peer = String.valueOf(connection.remoteAddress().hostAddress());
    long ofPeer = open.values().stream().filter(one -> one.peer.equals(peer)).count();
    if (open.size() >= limits.most() || ofPeer >= (limits.most() + 1) / 2) {
      caps.reached(Cap.HTTP_CONNECTIONS);
      connection.close();
      return;
    }
    open.put(connection, new Open(peer, now));
    connection.closeHandler(_ -> open.remove(connection));
  }

  /** A request's head has been read. */
  void asked(HttpServerRequest request, long now) {
    Open connection = open.get(request.connection());
    if (connection != null) {
      connection.ask(request, now);
    }
  }

  /** Closes those that keep us waiting. */
  void sweep(long now) {
    open.forEach(
        (connection, state) -> {
          if (state.isSlow(limits, now)) {
            caps.reached(Cap.HTTP_SLOW);
            open.remove(connection);
            connection.close();
          }
        });
  }

  /** Connections now. */
  int size() {
    return open.size();
  }
}
