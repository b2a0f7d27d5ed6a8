package songlam.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * The one RocksDB of an installation and its tables. Whoever opens it owns it: a second process is
 * refused.
 */
public final class RocksFiles implements AutoCloseable {
  /** Tables beside those of {@link SystemStore.Family}. */
  enum Table {
    JOURNAL,
    COUNTERS,
    QUARANTINE
  }

  private final DBOptions options;
  private final List<ColumnFamilyOptions> tableOptions = new ArrayList<>();
  private final RocksDB db;
  private final Map<String, ColumnFamilyHandle> tables = new HashMap<>();

  private RocksFiles(Path folder, DBOptions options) throws RocksDBException {
    this.options = options;
    List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
    descriptors.add(descriptor("default"));
    for (Table table : Table.values()) {
      descriptors.add(descriptor(table.name()));
    }
    for (SystemStore.Family family : SystemStore.Family.values()) {
      descriptors.add(descriptor(family.name()));
    }
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    db = RocksDB.open(options, folder.toString(), descriptors, handles);
    for (int i = 0; i < handles.size(); i++) {
      tables.put(new String(descriptors.get(i).getName(), UTF_8), handles.get(i));
    }
  }

  /**
   * Opens or makes the files.
   *
   * @throws UncheckedIOException with a sentence when the folder cannot be used or another process
   *     has it open
   */
  public static RocksFiles open(Path folder) {
    return open(folder, options());
  }

  /** Opens with these options, which it closes. */
  static RocksFiles open(Path folder, DBOptions options) {
    try {
      Files.createDirectories(folder);
      return new RocksFiles(folder, options);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": cannot be made (expected: a writable folder)", e);
    } catch (RocksDBException e) {
      throw new UncheckedIOException(
          folder + ": " + e.getMessage() + " (expected: no other process uses it)",
          new IOException(e));
    }
  }

  /** What every installation opens with. */
  static DBOptions options() {
    RocksDB.loadLibrary();
    return new DBOptions()
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        .setMaxTotalWalSize(256L << 20)
        .setMaxBackgroundJobs(2)
        .setKeepLogFileNum(2)
        .setMaxOpenFiles(500);
  }

  RocksDB db() {
    return db;
  }

  ColumnFamilyHandle table(Table table) {
    return handle(table.name());
  }

  ColumnFamilyHandle table(SystemStore.Family family) {
    return handle(family.name());
  }

  private ColumnFamilyHandle handle(String name) {
    ColumnFamilyHandle handle = tables.get(name);
    if (handle == null) {
      throw new IllegalStateException(name + " (expected: a table)");
    }
    return handle;
  }

  private ColumnFamilyDescriptor descriptor(String name) {
    ColumnFamilyOptions family =
        new ColumnFamilyOptions()
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setWriteBufferSize(name.equals(Table.JOURNAL.name()) ? 64L << 20 : 4L << 20);
    tableOptions.add(family);
    return new ColumnFamilyDescriptor(name.getBytes(UTF_8), family);
  }

  @Override
  public void close() {
    tables.values().forEach(ColumnFamilyHandle::close);
    db.close();
    options.close();
    tableOptions.forEach(ColumnFamilyOptions::close);
  }
}
