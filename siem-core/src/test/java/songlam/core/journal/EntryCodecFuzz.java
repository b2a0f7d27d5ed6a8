package songlam.core.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.testing.LongRun;
import songlam.testing.Mutations;

/** A row of the journal is read as it was written, or refused in words. */
@Tag(LongRun.FUZZ)
class EntryCodecFuzz {
  private static final int LONGEST_TEXT = Short.MAX_VALUE / 3;

  @MethodSource("entries")
  @FuzzTest
  void entry(byte[] input) {
    Entry entry;
    try {
      entry = EntryCodec.decode(input);
    } catch (IllegalStateException broken) {
      assertFalse(String.valueOf(broken.getMessage()).isBlank());
      return;
    }
    if (input.length > LONGEST_TEXT) {
      return; // bytes that are no text grow when they become one
    }
    byte[] written = EntryCodec.encode(entry);
    assertArrayEquals(written, EntryCodec.encode(EntryCodec.decode(written)));
    Map<String, Long> counts = new TreeMap<>();
    EntryCodec.count(written, counts);
    switch (entry) {
      case Entry.Received(RawRecord record) -> assertEquals(Map.of(record.source(), 1L), counts);
      case Entry.Refused(RawRecord record, _, _) ->
          assertEquals(Map.of(record.source(), 1L), counts);
      case Entry.Dropped(String source, _, long count, _) ->
          assertEquals(Map.of(source, count), counts);
      case Entry.Tick _,
          Entry.Activated _,
          Entry.Correlating _,
          Entry.Joined _,
          Entry.Switched _,
          Entry.Detecting _ ->
          assertEquals(Map.of(), counts);
    }
  }

  @Test
  void changedEntries() {
    assertTrue(Mutations.of(entries().toList(), this::entry) > 100);
  }

  static Stream<byte[]> entries() {
    RawRecord record =
        new RawRecord("s", "syslog", "nhập", 7, "192.0.2.1", "id-1", "d", new byte[] {0, -1, 10});
    return Stream.<Entry>of(
            new Entry.Received(record),
            new Entry.Received(RawRecord.live("s", "json", 1, "", new byte[0])),
            new Entry.Refused(record, Reason.OVERSIZED, "dài quá"),
            new Entry.Dropped("s", Reason.QUEUE_FULL, 12, 8),
            new Entry.Tick(9),
            new Entry.Activated("press", "1a2b", 10),
            new Entry.Switched(Set.of("security/beaconing", "7f6e"), "quản trị", 11),
            new Entry.Switched(Set.of(), "admin", 12),
            new Entry.Detecting("7f3a", 13),
            new Entry.Correlating(Map.of("press", "1a2b", "báo chí", "3c4d"), 14),
            new Entry.Correlating(Map.of(), 15),
            new Entry.Joined("security", "guessing n1-0-0-0 7", new byte[] {0, -1, 10}, 16),
            Entry.Joined.end("security", "guessing n1-0-0-0 7", 17))
        .map(EntryCodec::encode);
  }
}
