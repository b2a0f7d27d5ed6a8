package songlam.core.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of lines that is only ever added to. A line is there as a whole or not at all: one that
 * was begun when the disk was full or the power went, and that nobody was told is kept, is cut off
 * with a warning. For one thread at a time.
 */
final class LineFile {
  private static final Logger LOG = LoggerFactory.getLogger(LineFile.class);
  private static final int MOST_TOLD = 500;

  private final Path file;

  LineFile(Path file) {
    this.file = file;
  }

  /** Every line; none when there is no file. */
  List<String> read() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    byte[] bytes = Files.readAllBytes(file);
    int end = endOfLines(bytes);
    if (end < bytes.length) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        cut(channel, bytes, end);
      }
    }
    return new String(bytes, 0, end, UTF_8).lines().toList();
  }

  /** Adds a line, which is on the disk when the call returns. */
  void add(String line) throws IOException {
    boolean isNew = !Files.exists(file);
    if (isNew) {
      Files.createDirectories(file.getParent());
    } else {
      read();
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long before = channel.size();
      try {
        channel.position(before);
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      } catch (IOException e) {
        channel.truncate(before);
        throw e;
      }
    }
    if (isNew) {
      WholeFiles.force(WholeFiles.folderOf(file));
    }
  }

  private void cut(FileChannel channel, byte[] bytes, int end) throws IOException {
    String begun = new String(bytes, end, bytes.length - end, UTF_8);
    channel.truncate(end);
    channel.force(true);
    LOG.warn(
        "{}: cut off after the last whole line: {} (expected: a line break at the end)",
        file,
        begun.length() > MOST_TOLD ? begun.substring(0, MOST_TOLD) + "…" : begun);
  }

  private static int endOfLines(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }
}
