package songlam.collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import songlam.collectors.listen.CanaryPorts;
import songlam.collectors.listen.RecordingIntake;
import songlam.core.config.ConfigException;
import songlam.core.config.Problems;
import songlam.core.config.Section;
import songlam.core.config.StrictYaml;
import songlam.core.event.Caps;
import songlam.core.journal.InMemorySystemStore;

/** What a line of the configuration becomes. */
class ListenersTest {
  private final Vertx vertx = Vertx.vertx();
  private int certificates;

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @ParameterizedTest
  @CsvSource({
    "'{kind: pcap-over-ip}', 0",
    "'{kind: pcap-over-ip, host: 127.0.0.1}', 0",
    "'{kind: pcap-over-ip, host: localhost, tls: true}', 1",
    "'{kind: pcap-over-ip, host: 0.0.0.0}', 1",
    "'{kind: pcap-over-ip, host: 192.0.2.1, port: 57012, session: backfill}', 1",
    "'{kind: pcap-over-ip, host: 0.0.0.0, tls: false, idle: 5m, most_connections: 3}', 0",
  })
  void packetsOffLoopbackAreNotSentInTheClearUnlessAskedFor(String input, int wanted) {
    List<Listeners.Made> made = read(input);
    assertEquals(1, made.size());
    assertEquals("sensor", made.getFirst().type());
    assertEquals("branch", made.getFirst().listener().source());
    assertEquals(wanted, certificates);
  }

  @Test
  void aBoundBeyondWhatIsPossibleIsRefused() {
    assertThrows(ConfigException.class, () -> read("{kind: pcap-over-ip, longest_bytes: 1}"));
    assertThrows(ConfigException.class, () -> read("{kind: pcap-over-ip, snaplen: 96}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pcap-over-ip", "tcp", "tls"})
  void whoIsIdleIsGivenASecondAtLeast(String kind) {
    for (String idle : List.of("0s", "999ms", "366d")) {
      ConfigException refused =
          assertThrows(
              ConfigException.class, () -> read("{kind: %s, idle: %s}".formatted(kind, idle)));
      assertTrue(
          refused.getMessage().contains("idle: " + idle + " (expected: a time span from 1s"),
          refused.getMessage());
    }
    read("{kind: %s, idle: 1s}".formatted(kind));
    read("{kind: %s, idle: 365d}".formatted(kind));
  }

  private List<Listeners.Made> read(String input) {
    Problems problems = new Problems();
    Section section = StrictYaml.text("test.yml", "branch: " + input + "\n", problems);
    List<Listeners.Made> made =
        new Listeners(
                vertx,
                new RecordingIntake(),
                new InMemorySystemStore(),
                Clock.systemUTC(),
                () -> {
                  certificates++;
                  return new PemKeyCertOptions();
                },
                new Caps(),
                new CanaryPorts())
            .read(section);
    problems.throwIfAny();
    return made;
  }
}
