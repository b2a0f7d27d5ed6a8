package songlam.console.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is gone when the run is over. */
final class Scratch implements AutoCloseable {
  private final Path folder;

  Scratch() {
    try {
      // The embedded store runs as another user and must pass through.
      folder =
          Files.createTempDirectory(
              "songlam-bench-",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
      Leftovers.add(this);
    } catch (IOException e) {
      throw new BenchException("no temporary folder: " + e.getMessage(), e);
    }
  }

  Path folder() {
    return folder;
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static long bytes(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException | UncheckedIOException changing) {
      return 0;
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new BenchException("no free port on loopback: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    Leftovers.done(this);
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("songlam: " + folder + " could not be removed: " + e.getMessage());
    }
  }
}
