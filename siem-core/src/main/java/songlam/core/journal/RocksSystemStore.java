package songlam.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/** The system store in the installation's RocksDB; every write is on the disk when it returns. */
public final class RocksSystemStore implements SystemStore {
  private final RocksFiles files;

  public RocksSystemStore(RocksFiles files) {
    this.files = files;
  }

  @Override
  public Optional<byte[]> get(Family family, String key) {
    try {
      return Optional.ofNullable(files.db().get(files.table(family), key.getBytes(UTF_8)));
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  @Override
  public void put(Family family, String key, byte[] value) {
    try (WriteOptions synced = new WriteOptions().setSync(true)) {
      files.db().put(files.table(family), synced, key.getBytes(UTF_8), value);
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  @Override
  public void delete(Family family, String key) {
    try (WriteOptions synced = new WriteOptions().setSync(true)) {
      files.db().delete(files.table(family), synced, key.getBytes(UTF_8));
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  @Override
  public void scan(Family family, BiConsumer<String, byte[]> consumer) {
    try (RocksIterator rows = files.db().newIterator(files.table(family))) {
      for (rows.seekToFirst(); rows.isValid(); rows.next()) {
        consumer.accept(new String(rows.key(), UTF_8), rows.value());
      }
    }
  }

  static UncheckedIOException failed(RocksDBException e) {
    return new UncheckedIOException(new IOException("system store: " + e.getMessage(), e));
  }
}
