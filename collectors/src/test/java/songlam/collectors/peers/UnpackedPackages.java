package songlam.collectors.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import songlam.testing.Peers;

/**
 * Debian packages unpacked into a folder of the build instead of being installed: syslog-ng and
 * rsyslog exclude each other as packages. Fetched once, with apt's own client.
 */
final class UnpackedPackages {
  private UnpackedPackages() {}

  /**
   * The folder that holds the packages' files.
   *
   * @param proof a path in it that tells that the unpacking came to its end
   */
  static Path of(String name, String proof, String... packages)
      throws IOException, InterruptedException {
    Path root =
        Path.of(System.getProperty("songlam.root", "."))
            .resolve("target/peers")
            .resolve(name)
            .toAbsolutePath()
            .normalize();
    if (Files.exists(root.resolve(proof))) {
      return root;
    }
    Path apt = Peers.require("apt-get", "apt");
    Path dpkg = Peers.require("dpkg", "dpkg");
    Files.createDirectories(root);
    List<String> download = new ArrayList<>(List.of(apt.toString(), "download"));
    download.addAll(List.of(packages));
    boolean fetched = run(root, download);
    try (Stream<Path> files = Files.list(root)) {
      for (Path archive : files.filter(f -> f.toString().endsWith(".deb")).toList()) {
        fetched &= run(root, List.of(dpkg.toString(), "-x", archive.toString(), root.toString()));
      }
    }
    if (!fetched || !Files.exists(root.resolve(proof))) {
      missing(name + " is missing (expected: apt-get download " + String.join(" ", packages) + ")");
    }
    return root;
  }

  private static void missing(String message) {
    if ("true".equals(System.getenv("CI"))) {
      Assertions.fail(message);
    }
    Assumptions.abort(message);
  }

  private static boolean run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("unpack.log").toFile())
            .start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return false;
    }
    return process.exitValue() == 0;
  }
}
