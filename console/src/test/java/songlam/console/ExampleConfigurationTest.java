package songlam.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.collectors.Listeners;
import songlam.collectors.listen.CanaryPorts;
import songlam.core.event.Caps;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.pipeline.Intake;

/** The shipped example: it loads, shows every key there is and none that there is not. */
class ExampleConfigurationTest {
  private static final Pattern READS =
      Pattern.compile(
          "(?:\\.(?:text|requiredText|optionalText|number|span|choice|converted|texts|section|flag)"
              + "\\(|path\\(top,)\\s*\"([a-z_]+)\"");
  private static final Pattern SHOWS = Pattern.compile("(?m)(?:^\\s*#? *|[{,] *)([a-z_-]+):");

  @TempDir private Path folder;

  @Test
  void theExampleIsWhatHoldsWithoutAFile() throws IOException {
    Settings defaults = Settings.defaults();
    Settings empty = Settings.read(Files.writeString(folder.resolve("empty.yml"), "{}\n"));
    assertEquals(defaults.node(), empty.node());
    assertEquals(defaults.console(), empty.console());
    assertEquals(defaults.journal(), empty.journal());
    assertEquals(defaults.store(), empty.store());
    assertEquals(defaults.notifications(), empty.notifications());
  }

  @Test
  void everythingThatIsCommentedOutIsReadToo() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "s");
    String all =
        example()
            .replaceAll("(?m)^( *)# ([a-z_-]+: .*)$", "$1$2")
            .replaceAll("\"(?:env|file):[^\"]+\"", "\"file:" + secret + "\"");
    Settings settings = Settings.read(Files.writeString(folder.resolve("all.yml"), all));
    assertEquals("https://example.vn/hook", settings.notifications().webhook());
    Vertx vertx = Vertx.vertx();
    try {
      List<Listeners.Made> made =
          new Listeners(
                  vertx,
                  new NoIntake(),
                  new InMemorySystemStore(),
                  Clock.systemUTC(),
                  PemKeyCertOptions::new,
                  new Caps(),
                  new CanaryPorts())
              .read(settings.inputs());
      settings.inputs().problems().throwIfAny();
      assertTrue(made.size() >= 9, made.toString());
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  @Test
  void everyKeySettingsReadIsShown() throws IOException {
    String source = Files.readString(Path.of("src/main/java/songlam/console/Settings.java"));
    Set<String> missing = new TreeSet<>(found(READS, source));
    assertFalse(missing.isEmpty());
    missing.removeAll(found(SHOWS, example()));
    assertEquals(Set.of(), missing);
  }

  private static List<String> found(Pattern pattern, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static String example() throws IOException {
    try (InputStream in = Settings.class.getResourceAsStream("/songlam.example.yml")) {
      return new String(requireNonNull(in).readAllBytes(), UTF_8);
    }
  }

  /** Nothing is sent: the inputs are read, never started. */
  private static final class NoIntake implements Intake {
    @Override
    public CompletionStage<Void> accept(List<RawRecord> records) {
      return CompletableFuture.failedFuture(new IllegalStateException("nothing comes in"));
    }

    @Override
    public boolean hasRoom() {
      return false;
    }

    @Override
    public void dropped(String source, Reason reason, long count) {
      throw new IllegalStateException("nothing comes in");
    }

    @Override
    public void rejected(RawRecord record, Reason reason, String detail) {
      throw new IllegalStateException("nothing comes in");
    }
  }
}
