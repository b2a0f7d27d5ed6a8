package songlam.core.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Texts that were kept, laid out as files once more for a reader of folders. */
final class TextFolder {
  private TextFolder() {}

  /**
   * What the reader makes of the texts; the folder is gone when the call returns.
   *
   * @param texts by their path in the folder
   */
  static <T> T read(Map<String, String> texts, Function<Path, T> reader) {
    try {
      Path folder = Files.createTempDirectory("rule-set-");
      try {
        for (Map.Entry<String, String> one : texts.entrySet()) {
          Path file = folder.resolve(one.getKey());
          Files.createDirectories(file.getParent());
          Files.writeString(file, one.getValue());
        }
        return reader.apply(folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> inwards = all.sorted(Comparator.reverseOrder()).toList();
      for (Path one : inwards) {
        Files.delete(one);
      }
    }
  }
}
