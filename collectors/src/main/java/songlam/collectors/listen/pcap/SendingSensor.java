package songlam.collectors.listen.pcap;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.Executor;
import songlam.collectors.listen.Pace;
import songlam.collectors.listen.Pieces;
import songlam.collectors.listen.TcpPort;
import songlam.collectors.listen.TcpServer;
import songlam.core.event.Reason;

/**
 * One that sends a capture. Runs on its socket's event loop and hands what comes to the thread that
 * decodes: a few pieces at a time, so that all senders have their turn.
 */
final class SendingSensor implements TcpServer.Sender {
  /** Octets on their way through the decoder before the socket is paused. */
  private static final int MOST_UNDER_WAY = 256 << 10;

  /** The same of all senders together. Beside it each one that is paused is read ahead. */
  private static final int MOST_OF_ALL = 16 << 20;

  /** Octets that every capture begins with, whatever its form. */
  private static final int HEAD_OCTETS = 24;

  private static final int HEAD_SECONDS = 10;

  private static final long TICK_MILLIS = 250;

  private final NetSocket socket;
  private final Executor decoder;
  private final SentCapture capture;
  private final Context eventLoop;
  private final Pace pace;
  private final long ticks;
  private final long headDue;
  private final Promise<Void> ended = Promise.promise();
  private long received;
  private long heard;
  private boolean ticking;

  SendingSensor(Vertx vertx, NetSocket socket, TcpPort at, Executor decoder, SentCapture capture) {
    this.eventLoop = vertx.getOrCreateContext();
    this.socket = socket;
    this.decoder = decoder;
    this.capture = capture;
    Pieces.bound(socket);
    int underWay = Math.min(MOST_UNDER_WAY, MOST_OF_ALL / at.mostConnections());
    this.pace = new Pace(eventLoop, socket, underWay, at.idleSeconds());
    this.ticks = vertx.setPeriodic(TICK_MILLIS, _ -> tick());
    int headSeconds = Math.min(HEAD_SECONDS, at.idleSeconds());
    this.headDue = vertx.setTimer(headSeconds * 1_000L, _ -> closeWithoutHead(headSeconds));
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

  private void receive(Buffer chunk) {
    received += chunk.length();
    pace.begun(chunk.length());
    byte[] bytes = chunk.getBytes();
    decoder.execute(
        () -> {
          boolean isRead = capture.feed(bytes);
          long complete = capture.complete();
          eventLoop.runOnContext(_ -> decoded(bytes.length, isRead, complete));
        });
  }

  /**
   * A capture that is broken has no place where reading could begin again. Octets that never make a
   * packet say nothing.
   */
  private void decoded(int length, boolean isRead, long complete) {
    if (complete > heard) {
      heard = complete;
      pace.heard();
    }
    pace.arrived(length);
    if (!isRead) {
      socket.close();
    }
  }

  private void tick() {
    if (ticking) {
      return;
    }
    ticking = true;
    long silent = pace.silentNanos();
    decoder.execute(
        () -> {
          boolean isRead = capture.tick(silent);
          eventLoop.runOnContext(_ -> ticked(isRead));
        });
  }

  private void ticked(boolean isRead) {
    ticking = false;
    if (!isRead) {
      socket.close();
    }
  }

  /** Whoever says nothing takes a place from one who has something to send. */
  private void closeWithoutHead(int seconds) {
    if (received < HEAD_OCTETS) {
      String detail = "no head of a capture (expected: within " + seconds + " s)";
      decoder.execute(() -> capture.giveUp(Reason.PEER_LIMIT, detail));
      socket.close();
    }
  }

  private void closed() {
    pace.end();
    eventLoop.owner().cancelTimer(ticks);
    eventLoop.owner().cancelTimer(headDue);
    decoder.execute(
        () -> {
          capture.end();
          eventLoop.runOnContext(_ -> ended.tryComplete());
        });
  }
}
