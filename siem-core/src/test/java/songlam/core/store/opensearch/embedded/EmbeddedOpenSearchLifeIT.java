package songlam.core.store.opensearch.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the child when things around it go wrong. */
class EmbeddedOpenSearchLifeIT {
  @Test
  void diesWithItsParent() throws Exception {
    Path home = Path.of("target", "opensearch-embedded-life").toAbsolutePath();
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dsonglam.opensearch.zip=" + EmbeddedOpenSearch.distribution(),
                "-cp",
                System.getProperty("java.class.path"),
                LonelyParent.class.getName(),
                home.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long pid = pid(parent.inputReader());
    ProcessHandle child = ProcessHandle.of(pid).orElseThrow();
    parent.destroyForcibly().waitFor();
    child.onExit().get(10, TimeUnit.SECONDS);
    assertFalse(child.isAlive());
    assertTrue(Files.exists(home.resolve("pid")), "nobody was there to remove it");
    new PidFile(home).endLeftover();
    assertFalse(Files.exists(home.resolve("pid")));
  }

  /** The child says its number on a line of its own, among what is logged. */
  private static long pid(BufferedReader output) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.matches("[0-9]+")) {
        return Long.parseLong(line);
      }
    }
    throw new IOException("the parent never started");
  }

  @Test
  void leavesAStrangerAloneThatGotTheNumber(@TempDir Path home) throws Exception {
    Process stranger = new ProcessBuilder("sleep", "60").start();
    PidFile file = new PidFile(home);
    file.write(stranger.pid());
    file.endLeftover();
    assertTrue(stranger.isAlive());
    stranger.destroy();
    assertFalse(Files.exists(home.resolve("pid")));
  }

  @Test
  void saysWhichFolderBlocksTheWay(@TempDir Path temporary) throws Exception {
    int own = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    Assumptions.assumeTrue(own == 0, "only root runs the store under another user");
    Path closed = Files.createDirectory(temporary.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    EmbeddedSettings settings =
        new EmbeddedSettings(closed.resolve("store"), EmbeddedOpenSearch.distribution(), 512);
    IOException refusal = assertThrows(IOException.class, () -> EmbeddedOpenSearch.start(settings));
    assertTrue(refusal.getMessage().contains("cannot pass through " + closed + " "));
  }

  @Test
  void packsEveryClassOfTheGuard() throws Exception {
    Path classes =
        Path.of(
                EmbeddedOpenSearch.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI())
            .resolve("songlam/core/store/opensearch/guard");
    try (var files = Files.list(classes)) {
      List<String> found =
          files
              .map(path -> path.getFileName().toString().replace(".class", ""))
              .filter(name -> !name.equals("package-info"))
              .sorted()
              .toList();
      assertEquals(GuardJar.CLASSES.stream().sorted().toList(), found);
    }
  }
}
