package songlam.core.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import songlam.core.event.Cap;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;

/**
 * What was looked at and found bad, whole, with the reason: newest kept up to {@link
 * Cap#QUARANTINE}, what had to go is counted. The key is the record's journal offset and the place
 * of the event in it, so a replay quarantines nothing twice. Safe for many threads.
 */
public final class Quarantine {
  private final RocksFiles files;
  private final ColumnFamilyHandle table;
  private final AtomicLong size = new AtomicLong();
  private final AtomicLong evicted = new AtomicLong();

  /**
   * @param offset the record's journal offset
   */
  public record Kept(long offset, RawRecord record, Reason reason, String detail) {}

  public Quarantine(RocksFiles files) {
    this.files = files;
    this.table = files.table(RocksFiles.Table.QUARANTINE);
    try (RocksIterator rows = files.db().newIterator(table)) {
      for (rows.seekToFirst(); rows.isValid(); rows.next()) {
        size.incrementAndGet();
      }
    }
  }

  public synchronized void keep(
      long offset, int index, RawRecord record, Reason reason, String detail) {
    try {
      byte[] key = ByteBuffer.allocate(12).putLong(offset).putInt(index).array();
      if (files.db().get(table, key) == null) {
        size.incrementAndGet();
      }
      files.db().put(table, key, EntryCodec.encode(new Entry.Refused(record, reason, detail)));
      if (size.get() > Cap.QUARANTINE.limit()) {
        evictOldest();
      }
    } catch (RocksDBException e) {
      throw RocksSystemStore.failed(e);
    }
  }

  /**
   * The newest first.
   *
   * @param source only of this source, null for all
   * @param reason only for this reason, null for all
   */
  public List<Kept> list(@Nullable String source, @Nullable Reason reason, int most) {
    List<Kept> kept = new ArrayList<>();
    try (RocksIterator rows = files.db().newIterator(table)) {
      for (rows.seekToLast(); rows.isValid() && kept.size() < most; rows.prev()) {
        if (EntryCodec.decode(rows.value()) instanceof Entry.Refused refused
            && (source == null || source.equals(refused.record().source()))
            && (reason == null || reason == refused.reason())) {
          long offset = ByteBuffer.wrap(rows.key()).getLong();
          kept.add(new Kept(offset, refused.record(), refused.reason(), refused.detail()));
        }
      }
    }
    return kept;
  }

  /** Records kept now. */
  public long size() {
    return size.get();
  }

  /** Records that had to go because there were too many. */
  public long evicted() {
    return evicted.get();
  }

  private void evictOldest() throws RocksDBException {
    try (RocksIterator rows = files.db().newIterator(table)) {
      rows.seekToFirst();
      if (rows.isValid()) {
        files.db().delete(table, rows.key());
        size.decrementAndGet();
        evicted.incrementAndGet();
      }
    }
  }
}
