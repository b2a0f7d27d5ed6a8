package songlam.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import songlam.core.store.opensearch.StoreAddress;
import songlam.core.store.opensearch.embedded.EmbeddedOpenSearch;
import songlam.core.store.opensearch.embedded.EmbeddedSettings;

/**
 * One embedded server per test run, started by the first test that asks and stopped with the JVM.
 * Its programs stay unpacked in the build folder, its data do not.
 */
public final class SharedOpenSearch {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private SharedOpenSearch() {}

  /** Where the server answers; it is up. */
  public static StoreAddress address() {
    return Running.SERVER.address();
  }

  private static final class Running {
    static final EmbeddedOpenSearch SERVER = start();

    private static EmbeddedOpenSearch start() {
      try {
        Path home = Path.of("target", "opensearch").toAbsolutePath();
        deleteData(home.resolve("data"));
        EmbeddedOpenSearch server =
            EmbeddedOpenSearch.start(
                new EmbeddedSettings(
                    home,
                    EmbeddedOpenSearch.distribution(),
                    512,
                    List.of("-XX:TieredStopAtLevel=1")));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        Assertions.assertTrue(server.awaitUp(PATIENCE), () -> "store: " + server.state());
        return server;
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private static void deleteData(Path data) throws IOException {
      if (Files.isDirectory(data)) {
        try (Stream<Path> walk = Files.walk(data)) {
          for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
    }
  }
}
