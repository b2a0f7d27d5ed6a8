package songlam.collectors.listen;

import io.vertx.core.Context;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.TimeUnit;

/**
 * How fast one sender over TCP may be: it is not read while too much of what it sent is under way,
 * and closed when it says nothing for long. One that is held may not say anything. For the event
 * loop of the socket.
 */
public final class Pace {
  private final Context eventLoop;
  private final NetSocket socket;
  private final int most;
  private final long idleNanos;
  private final long watch;
  private int underWay;
  private boolean paused;
  private long heardAt = System.nanoTime();

  /**
   * @param most records or octets under way before the socket is paused; it is read again when a
   *     quarter of them is left
   */
  public Pace(Context eventLoop, NetSocket socket, int most, int idleSeconds) {
    this.eventLoop = eventLoop;
    this.socket = socket;
    this.most = most;
    this.idleNanos = TimeUnit.SECONDS.toNanos(idleSeconds);
    this.watch = eventLoop.owner().setPeriodic(Math.max(250, idleSeconds * 250L), _ -> closeIdle());
  }

  /** It said something, whatever that is in its protocol. */
  public void heard() {
    heardAt = System.nanoTime();
  }

  /** How long it has said nothing although it may; 0 while something of it is under way. */
  public long silentNanos() {
    return paused || underWay > 0 ? 0 : System.nanoTime() - heardAt;
  }

  /** So much more is under way. */
  public void begun(int more) {
    underWay += more;
    if (underWay > most) {
      hold();
    }
  }

  /** So much has arrived. */
  public void arrived(int count) {
    underWay -= count;
    if (paused && underWay < most / 4) {
      paused = false;
      socket.resume();
    }
  }

  /** Reads no more of it until what is under way has arrived. */
  public void hold() {
    if (!paused) {
      paused = true;
      socket.pause();
    }
  }

  /** The sender has gone. */
  public void end() {
    eventLoop.owner().cancelTimer(watch);
  }

  private void closeIdle() {
    if (paused || underWay > 0) {
      heard();
    } else if (silentNanos() > idleNanos) {
      socket.close();
    }
  }
}
