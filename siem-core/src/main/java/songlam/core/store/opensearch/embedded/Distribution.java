package songlam.core.store.opensearch.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's programs on disk. Unpacked once per version, without the modules nobody here needs:
 * that halves the start and saves 90 MB of GeoIP data.
 */
final class Distribution {
  private static final Logger LOG = LoggerFactory.getLogger(Distribution.class);

  /** Analysis needs lang-painless to load; scripts themselves are off. */
  private static final Set<String> MODULES =
      Set.of("analysis-common", "lang-painless", "mapper-extras", "transport-netty4");

  private static final Set<String> FOLDERS = Set.of("lib", "agent", "modules");

  private Distribution() {}

  /**
   * The folder of the programs, unpacked when it is not there yet.
   *
   * @param unpacking told when it has to unpack
   */
  static Path unpacked(Path zip, Path programs, Identity identity, Runnable unpacking)
      throws IOException {
    String name = zip.getFileName().toString().replaceFirst("\\.zip$", "");
    GuardJar guard = GuardJar.make();
    Path ready = programs.resolve(name + "-" + guard.fingerprint());
    if (!Files.isDirectory(ready)) {
      unpacking.run();
      LOG.info("store: unpacking {}", name);
      Path under = programs.resolve("unpacking");
      delete(under);
      unpack(zip, under);
      guard.install(under.resolve("plugins"), name.replaceFirst("^opensearch-", ""));
      show(under, identity);
      Files.move(under, ready, StandardCopyOption.ATOMIC_MOVE);
      deleteOthers(programs, ready);
    }
    return ready;
  }

  private static void unpack(Path zip, Path target) throws IOException {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(zip), 1 << 20);
        ZipInputStream in = new ZipInputStream(file)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path inside = Path.of(entry.getName());
        if (entry.isDirectory() || !isNeeded(inside)) {
          continue;
        }
        Path path = target.resolve(inside.subpath(1, inside.getNameCount())).normalize();
        if (!path.startsWith(target)) {
          throw new IOException(zip + ": " + entry.getName() + " (expected: a path inside)");
        }
        Files.createDirectories(path.getParent());
        Files.copy(in, path);
      }
    }
    if (!Files.isDirectory(target.resolve("lib"))) {
      throw new IOException(zip + ": no programs inside (expected: the OpenSearch distribution)");
    }
  }

  private static boolean isNeeded(Path inside) {
    if (inside.getNameCount() < 3) {
      return inside.getNameCount() == 2;
    }
    String folder = inside.getName(1).toString();
    return FOLDERS.contains(folder)
        && (!folder.equals("modules") || MODULES.contains(inside.getName(2).toString()));
  }

  private static void show(Path tree, Identity identity) throws IOException {
    Files.createDirectories(tree.resolve("bin"));
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(tree)) {
      paths = walk.toList();
    }
    for (Path path : paths) {
      identity.show(path, Files.isDirectory(path) ? "rwxr-x---" : "rw-r-----");
    }
  }

  private static void deleteOthers(Path programs, Path ready) throws IOException {
    List<Path> others;
    try (Stream<Path> all = Files.list(programs)) {
      others = all.filter(path -> !path.equals(ready)).toList();
    }
    for (Path other : others) {
      delete(other);
    }
  }

  /** Deletes a folder with all it holds; links are deleted, not followed. */
  static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(tree)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
