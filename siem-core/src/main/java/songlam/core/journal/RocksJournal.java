package songlam.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
  private static final int QUEUED_ENTRIES = 200_000;
  private static final int BATCH_ENTRIES = 4_000;
  private static final long MOST_BYTES_READ = 4L << 20;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy.MM.dd").withZone(ZoneOffset.UTC);

  private final RocksFiles files;
  private final JournalSettings settings;
  private final Clock clock;
  private final ColumnFamilyHandle journal;
  private final ColumnFamilyHandle counters;
  private final BlockingQueue<Appending> queue = new ArrayBlockingQueue<>(65_536);
  private final AtomicInteger queued = new AtomicInteger();
  private final Map<String, Long> received = new ConcurrentHashMap<>();
  private final ConcurrentSkipListMap<Long, Segment> segments = new ConcurrentSkipListMap<>();
  private final Stretches stretches = new Stretches();
  private final Thread writer;
  private volatile long end;
  private volatile long begin;
  private volatile boolean closed;
  private boolean wasFull;

  private record Appending(List<Entry> entries, CompletableFuture<Void> done) {}

  private record Segment(long first, String suffix, long openedAt, long bytes) {
    Segment with(long more) {
      return new Segment(first, suffix, openedAt, bytes + more);
    }
  }

  public RocksJournal(RocksFiles files, JournalSettings settings, Clock clock) {
    this.files = files;
    this.settings = settings;
    this.clock = clock;
    this.journal = files.table(RocksFiles.Table.JOURNAL);
    this.counters = files.table(RocksFiles.Table.COUNTERS);
    recover();
    this.writer = Thread.ofPlatform().name("journal-writer").start(this::write);
  }

  @Override
  public CompletableFuture<Void> append(List<Entry> entries) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    if (closed) {
      done.completeExceptionally(new IllegalStateException("the journal is closed"));
      return done;
    }
    queued.addAndGet(entries.size());
    if (!queue.offer(new Appending(entries, done))) {
      queued.addAndGet(-entries.size());
      done.completeExceptionally(
          new JournalFullException("the queue before the journal is full (expected: slower)"));
    }
    return done;
  }

  @Override
  public boolean hasRoom() {
    return queued.get() < QUEUED_ENTRIES && queue.remainingCapacity() > 1_000;
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
    List<Numbered> entries = new ArrayList<>(Math.min(most, 1_024));
    long until = end;
    if (from >= until) {
      return entries;
    }
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
          count(EntryCodec.decode(rows.value()), counts);
        }
      }
    }
    return counts;
  }

  @Override
  public synchronized void release(long needed) {
    long young = clock.millis() - settings.keep().toMillis();
    while (segments.size() > 1) {
      Segment oldest = segments.firstEntry().getValue();
      Segment following = segments.higherEntry(oldest.first()).getValue();
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
    return segments.values().stream().mapToLong(Segment::bytes).sum();
  }

  @Override
  public void close() {
    closed = true;
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void giveUp(Segment oldest, long next) {
    try {
      files.db().deleteRange(journal, key(oldest.first()), key(next));
      files.db().delete(counters, segmentKey(oldest.first()));
      segments.remove(oldest.first());
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

  private void write() {
    List<Appending> batch = new ArrayList<>();
    try (WriteOptions options =
        new WriteOptions().setSync(settings.durability() == JournalSettings.Durability.MACHINE)) {
      while (!closed || !queue.isEmpty()) {
        Appending first = queue.poll(50, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          int entries = first.entries().size();
          while (entries < BATCH_ENTRIES && queue.peek() != null) {
            Appending next = queue.remove();
            batch.add(next);
            entries += next.entries().size();
          }
          refuseOverBudget(batch);
          if (!batch.isEmpty()) {
            commit(batch, options);
          }
          batch.clear();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * At the disk budget no record is taken any more. Time, losses and activations are: they are
   * small, and without them nothing behind the journal would come far enough to make room.
   */
  private void refuseOverBudget(List<Appending> batch) {
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
      batch.stream().filter(RocksJournal::holdsRecords).forEach(late -> refused(late, why));
      batch.removeIf(RocksJournal::holdsRecords);
    }
  }

  private static boolean holdsRecords(Appending appending) {
    return appending.entries().stream()
        .anyMatch(entry -> entry instanceof Entry.Received || entry instanceof Entry.Refused);
  }

  private void commit(List<Appending> batch, WriteOptions options) {
    try (WriteBatch write = new WriteBatch()) {
      Map<String, Long> counted = new HashMap<>();
      long offset = end;
      long bytes = 0;
      openSegmentWhenDue(offset);
      for (Appending appending : batch) {
        for (Entry entry : appending.entries()) {
          byte[] value = EntryCodec.encode(entry);
          write.put(journal, key(offset++), value);
          bytes += value.length + 8;
          count(entry, counted);
        }
      }
      Segment segment = segments.lastEntry().getValue().with(bytes);
      write.put(counters, segmentKey(segment.first()), encode(segment));
      Map<String, Long> grown = new HashMap<>();
      counted.forEach(
          (source, more) -> grown.put(source, received.getOrDefault(source, 0L) + more));
      for (Map.Entry<String, Long> source : grown.entrySet()) {
        write.put(
            counters, ("received/" + source.getKey()).getBytes(UTF_8), number(source.getValue()));
      }
      Stretch closing = stretches.closedBy(counted, offset);
      if (closing != null) {
        write.put(counters, Stretch.key(closing.first()), closing.encode());
      }
      files.db().write(options, write);
      segments.put(segment.first(), segment);
      synchronized (received) {
        received.putAll(grown);
        stretches.add(counted, closing);
        end = offset;
      }
      batch.forEach(this::committed);
    } catch (RocksDBException | RuntimeException e) {
      LOG.warn("journal: not written: {}", e.getMessage());
      batch.forEach(appending -> refused(appending, e));
    }
  }

  private void committed(Appending appending) {
    queued.addAndGet(-appending.entries().size());
    appending.done().complete(null);
  }

  private void refused(Appending appending, Exception why) {
    queued.addAndGet(-appending.entries().size());
    appending.done().completeExceptionally(why);
  }

  private void openSegmentWhenDue(long offset) throws RocksDBException {
    long now = clock.millis();
    String day = DAY.format(Instant.ofEpochMilli(now));
    Map.Entry<Long, Segment> last = segments.lastEntry();
    if (last != null
        && last.getValue().bytes() < settings.segmentBytes()
        && last.getValue().suffix().startsWith(day)) {
      return;
    }
    String suffix = "%s-%016x".formatted(day, offset);
    Segment segment = new Segment(offset, suffix, now, 0);
    files.db().put(counters, segmentKey(offset), encode(segment));
    segments.put(offset, segment);
  }

  @Override
  public String suffixAt(long offset) {
    Map.Entry<Long, Segment> segment = segments.floorEntry(offset);
    if (segment == null) {
      throw new IllegalArgumentException(
          "offset: " + offset + " (expected: at least " + begin + ")");
    }
    return segment.getValue().suffix();
  }

  private static void count(Entry entry, Map<String, Long> counts) {
    switch (entry) {
      case Entry.Received(var record) -> counts.merge(record.source(), 1L, Long::sum);
      case Entry.Refused(var record, _, _) -> counts.merge(record.source(), 1L, Long::sum);
      case Entry.Dropped(String source, _, long count, _) -> counts.merge(source, count, Long::sum);
      case Entry.Tick _, Entry.Activated _, Entry.Switched _ -> {}
    }
  }

  private void recover() {
    List<Stretch> known = new ArrayList<>();
    try (RocksIterator rows = files.db().newIterator(counters)) {
      for (rows.seekToFirst(); rows.isValid(); rows.next()) {
        String key = new String(rows.key(), UTF_8);
        if (key.startsWith("received/")) {
          received.put(key.substring(9), ByteBuffer.wrap(rows.value()).getLong());
        } else if (key.startsWith("segment/")) {
          Segment segment = decode(rows.value());
          segments.put(segment.first(), segment);
        } else if (key.startsWith(Stretch.KEYS)) {
          known.add(Stretch.decode(rows.value()));
        }
      }
    }
    try (RocksIterator rows = files.db().newIterator(journal)) {
      rows.seekToLast();
      end = rows.isValid() ? ByteBuffer.wrap(rows.key()).getLong() + 1 : 0;
    }
    begin = segments.isEmpty() ? 0 : segments.firstKey();
    end = Math.max(end, begin);
    stretches.restore(known, begin);
    stretches.add(countEntries(stretches.openFrom(), end), null);
  }

  private static byte[] encode(Segment segment) {
    byte[] suffix = segment.suffix().getBytes(UTF_8);
    return ByteBuffer.allocate(24 + suffix.length)
        .putLong(segment.first())
        .putLong(segment.openedAt())
        .putLong(segment.bytes())
        .put(suffix)
        .array();
  }

  private static Segment decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    long first = in.getLong();
    long openedAt = in.getLong();
    long size = in.getLong();
    return new Segment(first, new String(bytes, 24, bytes.length - 24, UTF_8), openedAt, size);
  }

  private static byte[] segmentKey(long first) {
    return "segment/%016x".formatted(first).getBytes(UTF_8);
  }

  private static byte[] key(long offset) {
    return ByteBuffer.allocate(8).putLong(offset).array();
  }

  private static byte[] number(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }
}
