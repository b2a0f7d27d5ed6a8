package songlam.collectors.listen.tcp;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import songlam.collectors.frame.Framer;
import songlam.collectors.frame.SyslogFramer;
import songlam.collectors.listen.CanaryPorts;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.pipeline.Intake;

/** One sender. Runs on its socket's event loop. */
final class Connection {
  /** Records on their way to the journal before the socket is paused, and read again. */
  private static final int MOST_UNDER_WAY = 8_192;

  private static final int FEW_UNDER_WAY = 2_048;
  private static final long RETRY_MILLIS = 250;

  private final NetSocket socket;
  private final TcpConfig config;
  private final Intake intake;
  private final Clock clock;
  private final CanaryPorts canaries;
  private final Consumer<Connection> gone;
  private final Framer framer;
  private final String peer;
  private final Context eventLoop;
  private final Promise<Void> ended = Promise.promise();
  private int underWay;
  private boolean paused;
  private long heardAt = System.nanoTime();
  private long watch;

  Connection(
      Vertx vertx,
      NetSocket socket,
      TcpConfig config,
      Intake intake,
      Clock clock,
      CanaryPorts canaries,
      Consumer<Connection> gone) {
    this.eventLoop = vertx.getOrCreateContext();
    this.socket = socket;
    this.config = config;
    this.intake = intake;
    this.clock = clock;
    this.canaries = canaries;
    this.gone = gone;
    this.framer = new SyslogFramer(config.longestBytes());
    this.peer = socket.remoteAddress().hostAddress();
  }

  void begin() {
    socket.handler(this::receive);
    socket.exceptionHandler(_ -> {});
    // Not when the socket closes: while it is paused, what came before waits to be read.
    socket.endHandler(_ -> closed());
    watch = eventLoop.owner().setPeriodic(Math.max(250, config.idleSeconds() * 250L), _ -> watch());
  }

  String peer() {
    return peer;
  }

  /** Completes when the socket is closed and all that came through it is handed on. */
  Future<Void> ended() {
    return ended.future();
  }

  /** The sender has gone, or we stop: the last line counts although nothing ended it. */
  private void closed() {
    List<RawRecord> last = new ArrayList<>();
    framer.end(frame -> take(frame, last));
    send(last);
    eventLoop.owner().cancelTimer(watch);
    gone.accept(this);
    ended.tryComplete();
  }

  /** One that says nothing for long is closed; one that is held may not say anything. */
  private void watch() {
    if (paused || underWay > 0) {
      heardAt = System.nanoTime();
    } else if (System.nanoTime() - heardAt > TimeUnit.SECONDS.toNanos(config.idleSeconds())) {
      socket.close();
    }
  }

  private void receive(Buffer chunk) {
    heardAt = System.nanoTime();
    List<RawRecord> records = new ArrayList<>();
    framer.feed(chunk.getBytes(), frame -> take(frame, records));
    send(records);
  }

  private void take(Framer.Frame frame, List<RawRecord> records) {
    RawRecord record =
        new RawRecord(
            config.source(),
            config.type(),
            config.session(),
            clock.millis(),
            peer,
            null,
            "",
            frame.payload());
    record = canaries.marked(record, peer, socket.remoteAddress().port());
    if (frame.oversized()) {
      intake.rejected(
          record,
          Reason.OVERSIZED,
          "record: " + frame.length() + " bytes (expected: at most " + config.longestBytes() + ")");
    } else {
      records.add(record);
    }
  }

  private void send(List<RawRecord> records) {
    if (records.isEmpty()) {
      return;
    }
    underWay += records.size();
    if (underWay > MOST_UNDER_WAY && !paused) {
      paused = true;
      socket.pause();
    }
    offer(records);
  }

  private void offer(List<RawRecord> records) {
    intake
        .accept(records)
        .whenComplete(
            (_, failure) -> eventLoop.runOnContext(_ -> answered(records, failure == null)));
  }

  private void answered(List<RawRecord> records, boolean kept) {
    if (!kept) {
      // The journal is full: hold the sender and try again, nothing is let go.
      if (!paused) {
        paused = true;
        socket.pause();
      }
      eventLoop.owner().setTimer(RETRY_MILLIS, _ -> offer(records));
      return;
    }
    underWay -= records.size();
    if (paused && underWay < FEW_UNDER_WAY) {
      paused = false;
      socket.resume();
    }
  }
}
