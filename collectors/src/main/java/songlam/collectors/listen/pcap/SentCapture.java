package songlam.collectors.listen.pcap;

import org.jspecify.annotations.Nullable;
import songlam.collectors.parse.packet.CaptureReader;
import songlam.collectors.parse.packet.Sensor;
import songlam.collectors.parse.packet.SensorLimits;
import songlam.core.event.Reason;
import songlam.core.pipeline.Intake;

/**
 * What one sender sends, from octets to the sensor's records. What cannot be read is rejected with
 * its first octets, once: behind it nothing can be read. Never throws. For the thread that decodes.
 */
final class SentCapture implements CaptureReader.Sink, SharedRoom.Sharer {
  private final PcapOverIpConfig config;
  private final WrongCapture wrong;
  private final Senders senders;
  private final Sensor sensor;
  private final String peer;
  private CaptureReader reader;
  private long latest = Long.MIN_VALUE;
  private boolean isOver;

  /**
   * @param peer the address it comes from
   */
  SentCapture(PcapOverIpConfig config, Intake intake, Senders senders, String peer) {
    this.config = config;
    this.wrong = new WrongCapture(intake, config.source(), config.session());
    this.senders = senders;
    this.peer = peer;
    this.sensor =
        new Sensor(SensorLimits.STANDARD, senders.caps(), event -> senders.add(peer, event));
    this.reader = emptyReader();
  }

  /** Takes the next octets; false when nothing more of this sender can be read. */
  boolean feed(byte[] bytes) {
    if (!isOver) {
      senders.room().enter(this);
      guarded(
          () -> {
            reader.feed(bytes, 0, bytes.length);
            isOver = refused(reader.problem());
          });
      senders.room().keep();
    }
    return !isOver;
  }

  /**
   * Hands on what waits. On a silent link the sender's clock goes on, so that flows end.
   *
   * @param silentNanos how long it has sent nothing
   * @return as {@link #feed}
   */
  boolean tick(long silentNanos) {
    guarded(
        () -> {
          if (silentNanos > 0 && latest > Long.MIN_VALUE) {
            sensor.tick(latest + silentNanos);
          }
          senders.tick();
        });
    return !isOver;
  }

  /** Packets, blocks and heads that came whole. */
  long complete() {
    return reader.complete();
  }

  /** Reads nothing more, for a reason that is not in what was sent. */
  void giveUp(Reason reason, String detail) {
    if (!isOver) {
      isOver = true;
      wrong.reject(peer, reader, reason, detail);
    }
  }

  @Override
  public int flows() {
    return sensor.flows();
  }

  @Override
  public long held() {
    return sensor.held() + waiting();
  }

  /** {@inheritDoc} Without room for its packet that is not complete a capture cannot be read. */
  @Override
  public void shrinkTo(int mostFlows, long mostHeld) {
    guarded(
        () -> {
          if (waiting() > mostHeld) {
            giveUp(Reason.PEER_LIMIT, "no room for the rest of a packet (expected: fewer senders)");
            reader = emptyReader();
          }
          sensor.shrinkTo(mostFlows, mostHeld - waiting());
        });
  }

  private CaptureReader emptyReader() {
    return new CaptureReader(this, config.longestBytes());
  }

  /** The reader's room grows by doubling. */
  private long waiting() {
    return 2L * reader.pending();
  }

  /** The sender has gone, or we stop: a packet that is not complete is lost. */
  void end() {
    guarded(
        () -> {
          if (!isOver) {
            refused(reader.problemAtEnd());
          }
          isOver = true;
        });
    guarded(
        () -> {
          sensor.finish();
          senders.tick();
        });
    senders.room().leave(this);
  }

  @Override
  public void packet(
      long nanos, int linkType, byte[] data, int offset, int captured, int wireLength) {
    latest = nanos;
    long undecoded = sensor.undecoded();
    try {
      sensor.packet(nanos, linkType, data, offset, captured, wireLength);
    } catch (RuntimeException e) {
      wrong.internal(peer, "packet of link type " + linkType + ", " + captured + " octets: " + e);
    }
    senders.packet(sensor.undecoded() == undecoded);
  }

  private boolean refused(CaptureReader.@Nullable Problem problem) {
    if (problem != null) {
      wrong.reject(peer, reader, problem.reason(), problem.detail());
    }
    return problem != null;
  }

  /** A defect of ours ends this capture and no other. */
  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      isOver = true;
      senders.room().leave(this);
      wrong.internal(peer, "capture: " + e);
    }
  }
}
