package songlam.core.store.opensearch.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A platform of its own process, to be killed. */
final class LonelyParent {
  private LonelyParent() {}

  public static void main(String[] arguments) throws Exception {
    EmbeddedOpenSearch server =
        EmbeddedOpenSearch.start(
            new EmbeddedSettings(
                Path.of(arguments[0]),
                EmbeddedOpenSearch.distribution(),
                512,
                List.of("-XX:TieredStopAtLevel=1")));
    if (!server.awaitUp(Duration.ofMinutes(3))) {
      throw new IllegalStateException(server.state().toString());
    }
    System.out.println(server.process().orElseThrow().pid());
    Thread.sleep(Duration.ofMinutes(5));
  }
}
