package songlam.collectors.listen.tail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import songlam.core.journal.SystemStore;
import songlam.core.journal.SystemStore.Family;

/**
 * One file that is followed: open as long as it may grow, known by its inode. Beside the place the
 * bytes before it are remembered: when they are others, the file was emptied and written anew, or
 * the inode belongs to another file by now, and it is read from its start.
 */
final class TailedFile implements AutoCloseable {
  private static final int CHUNK = 1 << 16;
  private static final int LOOKS_UNTIL_GONE = 20;
  private static final int REMEMBERED = 32;

  private final Path path;
  private final Object inode;
  private final String key;
  private final int longest;
  private final SystemStore store;
  private final RandomAccessFile file;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final byte[] chunk = new byte[CHUNK];
  private long length;

  /** Offset of the next byte to read, and of the first behind the last whole line. */
  private long at;

  private long behindLine;
  private byte[] before = {};
  private int looksWithoutPlace;

  /**
   * @param length how long the line was, more than its bytes when it was cut
   */
  @SuppressWarnings("ArrayRecordComponent") // moves from file to listener, never compared
  record Line(byte[] bytes, long length) {}

  /**
   * @param source name of the input: two inputs may follow one file
   * @param inode as the file system names it
   */
  TailedFile(String source, Path path, Object inode, int longest, SystemStore store)
      throws IOException {
    this.path = path;
    this.inode = inode;
    this.key = source + "|" + inode;
    this.longest = longest;
    this.store = store;
    this.file = new RandomAccessFile(path.toFile(), "r");
    store.get(Family.TAIL_POSITIONS, key).ifPresent(this::restore);
  }

  private void restore(byte[] kept) {
    String[] parts = new String(kept, UTF_8).split(" ", 2);
    at = Long.parseLong(parts[0]);
    behindLine = at;
    before = parts.length == 2 ? HexFormat.of().parseHex(parts[1]) : before;
  }

  Path path() {
    return path;
  }

  /** The next whole lines, {@code most} of them; empty when there is none yet. */
  List<Line> read(int most) throws IOException {
    List<Line> lines = new ArrayList<>();
    if (isWrittenAnew()) {
      end(lines);
      at = 0;
      behindLine = 0;
      before = new byte[0];
    }
    file.seek(at);
    int read = file.read(chunk);
    while (read > 0) {
      int taken = take(chunk, read, most, lines);
      at += taken;
      read = lines.size() < most ? file.read(chunk) : 0;
    }
    return lines;
  }

  private boolean isWrittenAnew() throws IOException {
    long now = file.length();
    if (now < at) {
      return true;
    }
    if (now == at || before.length == 0) {
      return false;
    }
    byte[] there = new byte[before.length];
    file.seek(behindLine - before.length);
    file.readFully(there);
    return !java.util.Arrays.equals(before, there);
  }

  /** Returns how many bytes of the chunk were used. */
  private int take(byte[] chunk, int read, int most, List<Line> lines) {
    int start = 0;
    for (int i = 0; i < read; i++) {
      if (chunk[i] == '\n') {
        append(chunk, start, i - start);
        end(lines);
        start = i + 1;
        behindLine = at + start;
        if (lines.size() == most) {
          return start;
        }
      }
    }
    append(chunk, start, read - start);
    return read;
  }

  /** What stands behind the last line feed of a file that will not grow any more. */
  List<Line> rest() {
    List<Line> lines = new ArrayList<>();
    end(lines);
    return lines;
  }

  private void end(List<Line> lines) {
    if (length > 0) {
      lines.add(new Line(line.toByteArray(), length));
    }
    line.reset();
    length = 0;
  }

  private void append(byte[] chunk, int from, int count) {
    line.write(chunk, from, Math.max(0, Math.min(count, longest - line.size())));
    length += count;
  }

  /** The lines read so far are safe. */
  void commit() throws IOException {
    before = new byte[(int) Math.min(REMEMBERED, behindLine)];
    file.seek(behindLine - before.length);
    file.readFully(before);
    String kept = behindLine + " " + HexFormat.of().formatHex(before);
    store.put(Family.TAIL_POSITIONS, key, kept.getBytes(UTF_8));
  }

  /**
   * Whether the file is read to its end and another one, or none, has stood under its name for some
   * looks: a program writes into a renamed file until it opens the new one.
   */
  boolean isGone() throws IOException {
    looksWithoutPlace = isInPlace() ? 0 : looksWithoutPlace + 1;
    return looksWithoutPlace > LOOKS_UNTIL_GONE && at >= file.length();
  }

  private boolean isInPlace() throws IOException {
    try {
      return inode.equals(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  /** Its inode may serve another file from now on. */
  void forget() {
    store.delete(Family.TAIL_POSITIONS, key);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
