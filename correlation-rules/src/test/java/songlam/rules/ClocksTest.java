package songlam.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.correlate.Alert;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.ShippedPacks;
import songlam.core.detect.Detector;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.pipeline.Faults;

/** Clocks that are wrong cost nobody else an alert or a moment, and are shown with their source. */
@Timeout(120)
class ClocksTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long YEAR_2035 = 2_051_222_400_000L;
  private static final String ATTACKER = "203.0.113.7";

  private static final Detector DETECTOR = SigmaRules.shipped().detector();

  private final List<Pack> packs = ShippedPacks.read();
  private Faults faults = new Faults();

  @TempDir Path folder;

  @Test
  void aThousandHostsBehindARelayOfWhichOneIsAnHourLate() throws Exception {
    Story story = new Story();
    Random random = new Random(3);
    for (int host = 0; host < 1_000; host++) {
      for (long at = Story.TEN + random.nextInt(20_000);
          at < Story.TEN + 3 * MINUTE;
          at += 20_000) {
        long behind = host == 500 ? HOUR : 0;
        story.line(
            at + 3, at - behind, "syslog", "198.51.100.1", Map.of("host.name", "host-" + host));
      }
    }
    long start = Story.TEN + MINUTE;
    story.guesses("web-01", ATTACKER, start, 25, 1_000, 3);
    story.guesses("host-500", "203.0.113.8", start - HOUR, 25, 1_000, HOUR);

    Alert prompt = alert(run(story, start + 25_000 + 2_000), "web-01");
    assertFalse(prompt.late());
    List<Alert> all = run(story, Story.TEN + 30 * MINUTE);
    Alert late = alert(all, "host-500");
    assertTrue(late.late());
    assertEquals(25, late.count());
    assertEquals(start - HOUR, late.firstSeen());
    assertEquals(1, all.stream().filter(Alert::late).count());
    assertEquals(List.of("syslog-in late syslog-in/host-500"), faultsShown());
  }

  @Test
  void aForwarderThatWasOffForTwoHours() throws Exception {
    long start = Story.TEN + MINUTE;
    Story onTime = new Story();
    Story story = new Story();
    for (int i = 0; i < 7_200; i += 4) {
      long at = start - 2 * HOUR + i * 1_000L;
      Map<String, Object> line = Map.of("host.name", "fw-" + i % 3);
      story.line(start + i * 3L, at, "syslog", "198.51.100.2", line);
    }
    long attack = start - HOUR;
    for (int i = 0; i < 40; i++) {
      Map<String, Object> failure =
          Map.of(
              "event.category", "authentication",
              "event.type", "start",
              "event.outcome", "failure",
              "source.ip", "203.0.113.8",
              "host.name", "fw-1",
              "user.name", "u" + i % 5);
      long at = attack + i * 2_000L;
      story.line(
          start + (at - start + 2 * HOUR) * 3 / 1_000, at, "syslog", "198.51.100.2", failure);
      onTime.line(at + 2 * HOUR + 3, at + 2 * HOUR, "syslog", "198.51.100.2", failure);
    }
    story.guesses("web-01", ATTACKER, start, 25, 1_000, 3);

    Alert prompt = alert(run(story, start + 25_000 + 2_000), "web-01");
    assertFalse(prompt.late());
    Alert late = alert(run(story, Story.TEN + 30 * MINUTE), "fw-1");
    assertTrue(late.late());
    assertEquals(
        List.of(
            "syslog-in late syslog-in/fw-0",
            "syslog-in late syslog-in/fw-1",
            "syslog-in late syslog-in/fw-2"),
        faultsShown());
    Alert asOnTime = alert(run(onTime, Story.TEN + 3 * HOUR), "fw-1");
    assertEquals(asOnTime.count(), late.count());
    assertEquals(asOnTime.reason(), late.reason());
    assertEquals(asOnTime.entities(), late.entities());
    assertEquals(asOnTime.firstSeen() - 2 * HOUR, late.firstSeen());
    assertEquals(asOnTime.lastSeen() - 2 * HOUR, late.lastSeen());
  }

  @Test
  void aCameraWhoseClockIsIn2035() throws Exception {
    Story story = new Story();
    for (int i = 0; i < 12; i++) {
      long at = Story.TEN + 10_000 + i * 5_000L;
      story.line(at + 40, at, "frigate", "10.40.100.1", cars("cam_tot"));
      story.line(at + 50, YEAR_2035 + i * 5_000L, "frigate", "10.40.100.2", cars("cam_2035"));
    }
    // Six counts, then the bound of the cameras' source type.
    Alert prompt = alert(run(story, Story.TEN + 10_000 + 25_000 + 18_000), "cam_tot");
    assertFalse(prompt.late());
    List<Alert> all = run(story, Story.TEN + 30 * MINUTE);
    Alert corrected = alert(all, "cam_2035");
    assertFalse(corrected.late());
    assertEquals(12, corrected.count());
    assertEquals(Story.TEN + 10_050, corrected.firstSeen());
    assertEquals(List.of("frigate-in clock frigate-in/10.40.100.2"), faultsShown());
  }

  @Test
  void anExporterWhoseClockIsIn1970() throws Exception {
    Story story = new Story();
    for (int i = 0; i < 80; i++) {
      long at = Story.TEN + 10_000 + i * 200L;
      story.line(at + 300, at, "netflow", "10.40.0.1", probe("192.0.2.10", i));
      story.line(at + 300, 86_400_000L + i, "netflow", "10.40.0.2", probe("192.0.2.20", i));
    }
    Alert prompt = alert(run(story, Story.TEN + 10_000 + 16_000 + 4_000), "192.0.2.10");
    assertFalse(prompt.late());
    Alert corrected = alert(run(story, Story.TEN + 30 * MINUTE), "192.0.2.20");
    assertFalse(corrected.late());
    assertEquals(80, corrected.count());
    assertEquals(List.of("netflow-in clock netflow-in/10.40.0.2"), faultsShown());
  }

  @Test
  void anAgentThatMayBeAMinuteLateAndIsNotDelaysNobodyByAMinute() throws Exception {
    assertFalse(isAlerted(agents(900, 1_000), 20_000, 15_500), "until it is known its bound holds");
    assertTrue(isAlerted(agents(900, 1_000), 5 * MINUTE, 4_000), "it keeps up, and is known to");
    assertEquals(List.of(), faultsShown());
  }

  @Test
  void anAgentThatSendsEveryTwentySecondsIsWaitedFor() throws Exception {
    assertFalse(isAlerted(agents(900, 20_000), 5 * MINUTE, 18_500), "it was not waited for");
    assertTrue(isAlerted(agents(900, 20_000), 5 * MINUTE, 35_000), "it was waited for too long");
    assertEquals(List.of(), faultsShown());
  }

  /** An agent that tells of something each second and sends it all {@code every} so often. */
  private static Story agents(long delay, long every) {
    Story story = new Story();
    for (long at = Story.TEN; at < Story.TEN + 8 * MINUTE; at += 1_000) {
      long sent = Math.ceilDiv(at, every) * every + delay;
      story.line(sent, at, "json", "198.51.100.9", Map.of("host.name", "dc-01"));
      Map<String, Object> other = Map.of("host.name", "web-02");
      story.line(at + 3, at, "syslog", "198.51.100.1", other);
    }
    return story;
  }

  /**
   * Whether an attack over syslog is alerted so long after its twentieth guess.
   *
   * @param begin of the attack, milliseconds into the story
   * @param after milliseconds by the journal's clock
   */
  private boolean isAlerted(Story story, long begin, long after) throws Exception {
    long start = Story.TEN + begin;
    story.guesses("web-01", ATTACKER, start, 25, 1_000, 3);
    return run(story, start + 19_000 + after).stream()
        .anyMatch(alert -> alert.groupKey().contains(ATTACKER));
  }

  private static Map<String, Object> cars(String camera) {
    return Map.of(
        "event.dataset",
        "songlam.traffic_count",
        "songlam.traffic.object",
        "car",
        "songlam.traffic.count",
        40,
        "songlam.camera.id",
        camera,
        "songlam.camera.name",
        camera);
  }

  private static Map<String, Object> probe(String target, int port) {
    return Map.of(
        "event.category",
        "network",
        "event.dataset",
        "netflow.flow",
        "network.transport",
        "tcp",
        "source.ip",
        ATTACKER,
        "source.port",
        40_000 + port,
        "destination.ip",
        target,
        "destination.port",
        20 + port);
  }

  private List<Alert> run(Story story, long until) throws Exception {
    GivenJournal journal = new GivenJournal(story.until(until));
    KeptAlerts kept = new KeptAlerts();
    PlatformLife life =
        new PlatformLife(
            packs,
            DETECTOR,
            folder.resolve("life-" + until),
            journal,
            new InMemorySystemStore(),
            kept,
            PlatformLife::stored);
    while (!life.hasReadAll()) {
      Thread.sleep(5);
    }
    life.close();
    faults = life.faults();
    return List.copyOf(kept.kept().values());
  }

  private List<String> faultsShown() {
    return faults.since(0).stream()
        .map(fault -> fault.source() + " " + fault.kind() + " " + fault.origin())
        .sorted()
        .toList();
  }

  private static Alert alert(List<Alert> alerts, String about) {
    List<Alert> found =
        alerts.stream()
            .filter(a -> !a.rule().endsWith("-silent"))
            .filter(a -> a.entities().stream().anyMatch(entity -> entity.value().equals(about)))
            .toList();
    assertEquals(
        1, found.size(), () -> about + " in " + alerts.stream().map(AlertText::content).toList());
    return found.getFirst();
  }
}
