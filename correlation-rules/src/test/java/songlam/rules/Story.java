package songlam.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import songlam.core.event.RawRecord;
import songlam.core.journal.Entry;

/** What arrived when, as a journal: records in the order of reception, a tick each half second. */
final class Story {
  /** A Tuesday, ten in the morning in Vinh. */
  static final long TEN = 1_795_489_200_000L;

  /** By then every story has ended. */
  static final long OVER = TEN + 30 * 60_000;

  private static final long TICK = 500;

  private final List<RawRecord> records = new ArrayList<>();

  /** A line received at a moment that tells of another. */
  Story line(long receivedAt, long at, String type, String peer, Map<String, Object> fields) {
    return document(receivedAt, at, type, peer, null, fields);
  }

  /** The same with an id the client gave it. */
  Story document(
      long receivedAt,
      long at,
      String type,
      String peer,
      @Nullable String id,
      Map<String, Object> fields) {
    records.add(
        new RawRecord(
            type + "-in",
            type,
            RawRecord.LIVE,
            receivedAt,
            peer,
            id,
            "",
            FieldsParser.line(at, fields)));
    return this;
  }

  /** Failed sign-ins, received {@code delay} after they happened. */
  Story guesses(String host, String from, long start, int count, long every, long delay) {
    for (int i = 0; i < count; i++) {
      long at = start + i * every;
      line(
          at + delay,
          at,
          "syslog",
          "198.51.100.1",
          Map.of(
              "event.category",
              "authentication",
              "event.type",
              "start",
              "event.outcome",
              "failure",
              "source.ip",
              from,
              "host.name",
              host,
              "user.name",
              "u" + i % 5));
    }
    return this;
  }

  /** The journal up to a moment of reception. */
  List<Entry> until(long end) {
    List<RawRecord> inOrder = new ArrayList<>(records);
    inOrder.sort(Comparator.comparingLong(RawRecord::receivedAt));
    List<Entry> entries = new ArrayList<>();
    long tick = TEN;
    for (RawRecord record : inOrder) {
      if (record.receivedAt() > end) {
        break;
      }
      for (; tick <= record.receivedAt(); tick += TICK) {
        entries.add(new Entry.Tick(tick));
      }
      entries.add(new Entry.Received(record));
    }
    for (; tick <= end; tick += TICK) {
      entries.add(new Entry.Tick(tick));
    }
    return entries;
  }
}
