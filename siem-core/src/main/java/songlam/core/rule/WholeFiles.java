package songlam.core.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Files that are on the disk as a whole or not at all, also after a power cut: written beside, then
 * put in place. For one thread at a time and place.
 */
public final class WholeFiles {
  private static final String YOUNG = ".new";

  private WholeFiles() {}

  /** Puts the text in the place of what the file holds. */
  public static void put(Path file, String text) throws IOException {
    Path folder = Files.createDirectories(folderOf(file));
    Path young = young(file);
    Files.writeString(young, text);
    force(young);
    Files.move(young, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    force(folder);
  }

  /**
   * Makes a folder of these files.
   *
   * @param folder must not be there
   * @param files texts by their path in the folder
   */
  static void makeFolder(Path folder, Map<String, String> files) throws IOException {
    Path parent = Files.createDirectories(folderOf(folder));
    Path young = young(folder);
    delete(young);
    Files.createDirectories(young);
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = young.resolve(file.getKey());
      Files.createDirectories(folderOf(path));
      Files.writeString(path, file.getValue());
    }
    forceAll(young);
    Files.move(young, folder, StandardCopyOption.ATOMIC_MOVE);
    force(parent);
  }

  /** Forces a folder with all that is in it; many at once, as a disk takes them together. */
  static void forceAll(Path folder) throws IOException {
    List<Path> every;
    try (Stream<Path> all = Files.walk(folder)) {
      every = all.toList();
    }
    try {
      every.parallelStream()
          .forEach(
              one -> {
                try {
                  force(one);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Forces what a file holds, or which files a folder has. */
  static void force(Path place) throws IOException {
    try (FileChannel channel = FileChannel.open(place, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Takes a file or folder away with all that is in it; nothing when there is none. */
  static void delete(Path place) throws IOException {
    if (!Files.exists(place)) {
      return;
    }
    try (Stream<Path> all = Files.walk(place)) {
      List<Path> inwards = all.sorted(Comparator.reverseOrder()).toList();
      for (Path one : inwards) {
        Files.delete(one);
      }
    }
  }

  /** Whether it is one that was not whole yet when a life ended. */
  static boolean isYoung(Path place) {
    return place.toString().endsWith(YOUNG);
  }

  private static Path young(Path place) {
    return place.resolveSibling(place.getFileName() + YOUNG);
  }

  /** The folder a file or folder is in. */
  static Path folderOf(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "not the root");
  }
}
