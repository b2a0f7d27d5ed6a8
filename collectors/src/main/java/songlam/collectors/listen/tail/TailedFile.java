package songlam.collectors.listen.tail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import songlam.core.journal.SystemStore;
import songlam.core.journal.SystemStore.Family;

/** One file that is followed: open as long as it may grow, known by its inode. */
final class TailedFile implements AutoCloseable {
  private static final int CHUNK = 1 << 16;

  private final Path path;
  private final String key;
  private final int longest;
  private final SystemStore store;
  private final RandomAccessFile file;
  private long committed;
  private long reached;

  /**
   * @param length how long the line was, more than its bytes when it was cut
   */
  @SuppressWarnings("ArrayRecordComponent") // moves from file to listener, never compared
  record Line(byte[] bytes, long length) {}

  TailedFile(Path path, String key, int longest, SystemStore store) throws IOException {
    this.path = path;
    this.key = path + "|" + key;
    this.longest = longest;
    this.store = store;
    this.file = new RandomAccessFile(path.toFile(), "r");
    this.committed =
        store
            .get(Family.TAIL_POSITIONS, this.key)
            .map(b -> Long.parseLong(new String(b, UTF_8)))
            .orElse(0L);
    this.reached = committed;
  }

  Path path() {
    return path;
  }

  /** The next whole lines; empty when there is none yet. Reads on from the last commit. */
  List<Line> read(int most) throws IOException {
    if (file.length() < committed) {
      committed = 0;
    }
    reached = committed;
    List<Line> lines = new ArrayList<>();
    byte[] chunk = new byte[CHUNK];
    file.seek(committed);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long length = 0;
    long at = committed;
    for (int read = file.read(chunk); read > 0 && lines.size() < most; read = file.read(chunk)) {
      int start = 0;
      for (int i = 0; i < read && lines.size() < most; i++) {
        if (chunk[i] == '\n') {
          length += i - start;
          append(line, chunk, start, i - start);
          if (length > 0) {
            lines.add(new Line(line.toByteArray(), length));
          }
          line.reset();
          length = 0;
          start = i + 1;
          reached = at + i + 1;
        }
      }
      if (start < read) {
        length += read - start;
        append(line, chunk, start, read - start);
      }
      at += read;
    }
    return lines;
  }

  /** What was read last is safe. */
  void commit() {
    committed = reached;
    store.put(Family.TAIL_POSITIONS, key, String.valueOf(committed).getBytes(UTF_8));
  }

  /** Whether the file is read to its end and no longer stands under its name. */
  boolean isGone() {
    try {
      return !Files.exists(path) && committed >= file.length();
    } catch (IOException e) {
      return true;
    }
  }

  private void append(ByteArrayOutputStream line, byte[] chunk, int from, int count) {
    int room = Math.max(0, Math.min(count, longest - line.size()));
    line.write(chunk, from, room);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
