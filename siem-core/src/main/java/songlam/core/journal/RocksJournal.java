package songlam.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal in RocksDB: key is the offset, eight bytes big-endian; one writer thread commits all
 * that waits in one write batch together with the counters of what was received. Whole segments are
 * given up.
 */
public final class RocksJournal implements Journal {
  private static final Logger LOG = LoggerFactory.getLogger(RocksJournal.class);
  private static final String RECEIVED = "received/";
  private static final long MOST_BYTES_READ = 4L << 20;

  private final RocksFiles files;
  private final JournalSettings settings;
  private final Clock clock;
  private final ColumnFamilyHandle journal;
  private final ColumnFamilyHandle counters;
  private final Map<String, Long> received = new ConcurrentHashMap<>();
  private final Segments segments = new Segments();
  private final Stretches stretches = new Stretches();
  private final WriteOptions options;
  private final GroupCommit commits = new GroupCommit(this::write);
  private volatile long end;
  private volatile long begin;
  private boolean wasFull;

  public RocksJournal(RocksFiles files, JournalSettings settings, Clock clock) {
    this.files = files;
    this.settings = settings;
    this.clock = clock;
    this.journal = files.table(RocksFiles.Table.JOURNAL);
    this.counters = files.table(RocksFiles.Table.COUNTERS);
    this.options =
        new WriteOptions().setSync(settings.durability() == JournalSettings.Durability.MACHINE);
    recover();
    commits.start();
  }

  @Override
  public CompletableFuture<Void> append(List<Entry> entries) {
    return commits.append(entries);
  }

  @Override
  public boolean hasRoom() {
    return commits.hasRoom();
  }

  @Override
  public long end() {
    return end;
  }

  @Override
  public long begin() {
    return begin;
  }

  @Override
  public List<Numbered> read(long from, int most) {
    if (from < begin) {
      throw new IllegalArgumentException("offset: " + from + " (expected: at least " + begin + ")");
    }
    long until = end;
    if (from >= until) {
      return List.of();
    }
    List<Numbered> entries = new ArrayList<>((int) Math.min(Math.min(most, until - from), 1_024));
    try (RocksIterator rows = files.db().newIterator(journal)) {
      long bytes = 0;
      rows.seek(key(from));
      for (; rows.isValid() && entries.size() < most && bytes < MOST_BYTES_READ; rows.next()) {
        long offset = ByteBuffer.wrap(rows.key()).getLong();
        if (offset >= until) {
          break;
        }
        byte[] row = rows.value();
        bytes += row.length;
        entries.add(new Numbered(offset, EntryCodec.decode(row)));
      }
    }
    return entries;
  }

  @Override
  public Tail tail(long from) {
    long until;
    Map<String, Long> soFar;
    Stretches.Count behind;
    synchronized (received) {
      until = end;
      soFar = new TreeMap<>(received);
      behind = stretches.from(Math.max(from, begin), until);
    }
    Map<String, Long> since = behind.whole();
    countEntries(behind.from(), behind.end())
        .forEach((source, count) -> since.merge(source, count, Long::sum));
    return new Tail(until, soFar, since);
  }

  /** By reading them. */
  private Map<String, Long> countEntries(long from, long until) {
    Map<String, Long> counts = new HashMap<>();
    if (from < until) {
      try (RocksIterator rows = files.db().newIterator(journal)) {
        for (rows.seek(key(from)); rows.isValid(); rows.next()) {
          if (ByteBuffer.wrap(rows.key()).getLong() >= until) {
            break;
          }
          EntryCodec.count(rows.value(), counts);
        }
      }
    }
    return counts;
  }

  @Override
  public synchronized void release(long needed) {
    long young = clock.millis() - settings.keep().toMillis();
    while (!segments.isEmpty()) {
      Segment oldest = segments.oldest();
      Segment following = segments.after(oldest);
      if (following == null) {
        return;
      }
      long next = following.first();
      boolean tooOld = following.openedAt() < young;
      boolean tooMuch = bytes() > settings.diskBudgetBytes() / 2;
      if (next > needed || !(tooOld || tooMuch)) {
        return;
      }
      giveUp(oldest, next);
    }
  }

  @Override
  public long bytes() {
    return segments.bytes();
  }

  @Override
  public void close() {
    commits.close();
    options.close();
  }

  private void giveUp(Segment oldest, long next) {
    try {
      files.db().deleteRange(journal, key(oldest.first()), key(next));
      files.db().delete(counters, oldest.key());
      segments.remove(oldest);
      List<Stretch> gone;
      synchronized (received) {
        begin = next;
        gone = stretches.forget(next);
      }
      for (Stretch stretch : gone) {
        files.db().delete(counters, Stretch.key(stretch.first()));
      }
    } catch (RocksDBException e) {
      throw RocksSystemStore.failed(e);
    }
  }

  private void write(List<GroupCommit.Appending> batch) {
    refuseOverBudget(batch);
    if (!batch.isEmpty()) {
      commit(batch);
    }
  }

  /**
   * At the disk budget no record is taken any more. Time, losses and activations are, and what late
   * events came to: they are small and few, and without them nothing behind the journal would come
   * far enough to make room.
   */
  private void refuseOverBudget(List<GroupCommit.Appending> batch) {
    long used = bytes();
    boolean full = used >= settings.diskBudgetBytes();
    if (full != wasFull) {
      wasFull = full;
      LOG.warn(
          "journal: {} of {} bytes: {}",
          used,
          settings.diskBudgetBytes(),
          full ? "senders are slowed down" : "there is room again");
    }
    if (full) {
      JournalFullException why =
          new JournalFullException(
              "journal: "
                  + used
                  + " bytes (expected: under the disk budget of "
                  + settings.diskBudgetBytes()
                  + "; the platform is behind or the disk is small)");
      batch.stream().filter(GroupCommit.Appending::holdsRecords).forEach(late -> late.refused(why));
      batch.removeIf(GroupCommit.Appending::holdsRecords);
    }
  }

  private void commit(List<GroupCommit.Appending> batch) {
    try (WriteBatch write = new WriteBatch()) {
      Map<String, Long> counted = new HashMap<>();
      long offset = end;
      long bytes = 0;
      openSegmentWhenDue(offset);
      for (GroupCommit.Appending appending : batch) {
        for (Entry entry : appending.entries()) {
          byte[] value = EntryCodec.encode(entry);
          write.put(journal, key(offset++), value);
          bytes += value.length + 8;
          count(entry, counted);
        }
      }
      Segment segment = segments.youngest().with(bytes);
      write.put(counters, segment.key(), segment.encode());
      Map<String, Long> grown = new HashMap<>();
      counted.forEach(
          (source, more) -> grown.put(source, received.getOrDefault(source, 0L) + more));
      for (Map.Entry<String, Long> source : grown.entrySet()) {
        write.put(counters, (RECEIVED + source.getKey()).getBytes(UTF_8), key(source.getValue()));
      }
      Stretch closing = stretches.closedBy(counted, offset);
      if (closing != null) {
        write.put(counters, Stretch.key(closing.first()), closing.encode());
      }
      files.db().write(options, write);
      segments.put(segment);
      synchronized (received) {
        received.putAll(grown);
        stretches.add(counted, closing);
        end = offset;
      }
      batch.forEach(GroupCommit.Appending::committed);
    } catch (RocksDBException | RuntimeException e) {
      LOG.warn("journal: not written: {}", e.getMessage());
      batch.forEach(appending -> appending.refused(e));
    }
  }

  private void openSegmentWhenDue(long offset) throws RocksDBException {
    Segment due = segments.due(offset, clock.millis(), settings.segmentBytes());
    if (due != null) {
      files.db().put(counters, due.key(), due.encode());
      segments.put(due);
    }
  }

  @Override
  public String suffixAt(long offset) {
    return segments.suffixAt(offset);
  }

  private static void count(Entry entry, Map<String, Long> counts) {
    switch (entry) {
      case Entry.Received(var record) -> counts.merge(record.source(), 1L, Long::sum);
      case Entry.Refused(var record, _, _) -> counts.merge(record.source(), 1L, Long::sum);
      case Entry.Dropped(String source, _, long count, _) -> counts.merge(source, count, Long::sum);
      case Entry.Tick _,
          Entry.Activated _,
          Entry.Correlating _,
          Entry.Joined _,
          Entry.Switched _,
          Entry.Detecting _ -> {}
    }
  }

  private void recover() {
    List<Stretch> known = new ArrayList<>();
    try (RocksIterator rows = files.db().newIterator(counters)) {
      for (rows.seekToFirst(); rows.isValid(); rows.next()) {
        String key = new String(rows.key(), UTF_8);
        if (key.startsWith(RECEIVED)) {
          received.put(key.substring(RECEIVED.length()), ByteBuffer.wrap(rows.value()).getLong());
        } else if (key.startsWith(Segment.KEYS)) {
          segments.put(Segment.decode(rows.value()));
        } else if (key.startsWith(Stretch.KEYS)) {
          known.add(Stretch.decode(rows.value()));
        }
      }
    }
    try (RocksIterator rows = files.db().newIterator(journal)) {
      rows.seekToLast();
      end = rows.isValid() ? ByteBuffer.wrap(rows.key()).getLong() + 1 : 0;
    }
    begin = segments.begin();
    end = Math.max(end, begin);
    stretches.restore(known, begin);
    stretches.add(countEntries(stretches.openFrom(), end), null);
  }

  /** Eight bytes, the highest first: in the order of the numbers. */
  private static byte[] key(long offset) {
    return ByteBuffer.allocate(8).putLong(offset).array();
  }
}
