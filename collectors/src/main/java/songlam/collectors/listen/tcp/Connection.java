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
import songlam.collectors.frame.Framer;
import songlam.collectors.frame.SyslogFramer;
import songlam.collectors.listen.CanaryPorts;
import songlam.collectors.listen.Pace;
import songlam.collectors.listen.TcpServer;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.pipeline.Intake;

/** One sender. Runs on its socket's event loop. */
final class Connection implements TcpServer.Sender {
  /** Records on their way to the journal before the socket is paused. */
  private static final int MOST_UNDER_WAY = 8_192;

  private static final long RETRY_MILLIS = 250;

  private final NetSocket socket;
  private final TcpConfig config;
  private final Intake intake;
  private final Clock clock;
  private final CanaryPorts canaries;
  private final Framer framer;
  private final String peer;
  private final Context eventLoop;
  private final Promise<Void> ended = Promise.promise();
  private final Pace pace;

  Connection(
      Vertx vertx,
      NetSocket socket,
      TcpConfig config,
      Intake intake,
      Clock clock,
      CanaryPorts canaries) {
    this.eventLoop = vertx.getOrCreateContext();
    this.socket = socket;
    this.config = config;
    this.intake = intake;
    this.clock = clock;
    this.canaries = canaries;
    this.framer = new SyslogFramer(config.longestBytes());
    this.peer = socket.remoteAddress().hostAddress();
    this.pace = new Pace(eventLoop, socket, MOST_UNDER_WAY, config.idleSeconds());
  }

  @Override
  public void begin() {
    socket.handler(this::receive);
    socket.exceptionHandler(_ -> {});
    // Not when the socket closes: while it is paused, what came before waits to be read.
    socket.endHandler(_ -> closed());
  }

  @Override
  public Future<Void> ended() {
    return ended.future();
  }

  /** The sender has gone, or we stop: the last line counts although nothing ended it. */
  private void closed() {
    List<RawRecord> last = new ArrayList<>();
    framer.end(frame -> take(frame, last));
    send(last);
    pace.end();
    ended.tryComplete();
  }

  private void receive(Buffer chunk) {
    pace.heard();
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
    pace.begun(records.size());
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
      pace.hold();
      eventLoop.owner().setTimer(RETRY_MILLIS, _ -> offer(records));
      return;
    }
    pace.arrived(records.size());
  }
}
