package songlam.collectors.parse.packet.stream;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import songlam.core.event.Cap;

/**
 * Puts the segments of one direction of a TCP connection in order. Bounded: what is too far ahead,
 * or does not fit, ends the reassembly, since a hole can then never be filled.
 */
public final class Reassembly {
  private static final int MOST_SEGMENTS = 256;

  /** Where bytes in order go. */
  public interface Sink {
    void bytes(byte[] data, int offset, int length);
  }

  /** What a segment costs beside its octets. */
  private static final long SEGMENT_OVERHEAD = 128;

  private final TreeMap<Long, byte[]> waiting = new TreeMap<>();
  private long next = -1;
  private int waitingBytes;
  private boolean lost;

  /** Whether a hole could not be closed. */
  public boolean isLost() {
    return lost;
  }

  /** About how many octets of memory it takes. */
  public long held() {
    return waitingBytes + SEGMENT_OVERHEAD * waiting.size();
  }

  /** Says which sequence number the first byte has: the one after SYN. */
  public void startAt(long sequence) {
    if (next < 0) {
      next = sequence & 0xffff_ffffL;
    }
  }

  /** Takes a segment; the sink gets what is now in order. */
  public void segment(long sequence, byte[] data, int offset, int length, Sink sink) {
    if (lost || length <= 0) {
      return;
    }
    startAt(sequence);
    int ahead = (int) (sequence - next);
    if (ahead > 0) {
      keep(next + ahead, data, offset, length);
      return;
    }
    if (ahead + length <= 0) {
      return;
    }
    deliver(data, offset - ahead, length + ahead, sink);
    while (!waiting.isEmpty() && waiting.firstKey() <= next) {
      Map.Entry<Long, byte[]> first = waiting.pollFirstEntry();
      waitingBytes -= first.getValue().length;
      int known = (int) (next - first.getKey());
      if (known < first.getValue().length) {
        deliver(first.getValue(), known, first.getValue().length - known, sink);
      }
    }
  }

  private void deliver(byte[] data, int offset, int length, Sink sink) {
    next += length; // not reduced modulo 2^32: keys of waiting segments must stay in order
    sink.bytes(data, offset, length);
  }

  private void keep(long place, byte[] data, int offset, int length) {
    if (waitingBytes + length > Cap.SENSOR_REASSEMBLY.limit() || waiting.size() >= MOST_SEGMENTS) {
      lost = true;
      waiting.clear();
      waitingBytes = 0;
      return;
    }
    byte[] known = waiting.get(place);
    if (known == null || known.length < length) {
      waitingBytes += length - (known == null ? 0 : known.length);
      waiting.put(place, Arrays.copyOfRange(data, offset, offset + length));
    }
  }
}
