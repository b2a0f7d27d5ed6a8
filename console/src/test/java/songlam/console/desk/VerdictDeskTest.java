package songlam.console.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import songlam.core.correlate.Alert;
import songlam.core.correlate.pack.PackEngine;
import songlam.core.event.Caps;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.incident.Verdict;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.pipeline.Detected;
import songlam.core.pipeline.StoreWriter.Document;
import songlam.core.rule.Piece;
import songlam.core.rule.RuleLives;
import songlam.core.rule.RuleSets;
import songlam.core.rule.RuleState;
import songlam.core.rule.Shipped;
import songlam.core.rule.trial.CaseReader;
import songlam.core.rule.trial.CaseRun;
import songlam.core.rule.trial.ReleaseGate;
import songlam.core.rule.trial.RuleCase;
import songlam.core.rule.trial.VerdictCases;
import songlam.core.store.InMemoryEventStore;

/** A verdict on an alert of any kind becomes a case that tells versions apart. */
@Timeout(60)
class VerdictDeskTest {
  private static final long NOW = 1_795_489_200_000L;
  private static final long HOUR = 3_600_000L;
  private static final String HEAD =
      """
        - id: %s
          title: {vi: "luật", en: "rule"}
          reason: {vi: "{count}", en: "{count}"}
          when: {%s}
      """;
  private static final Map<String, String> RULES =
      Map.of(
          "many",
              "kind: threshold, match: 'event.action:many', group_by: host.name, window: 10m, count: 120",
          "absent",
              "kind: silence, match: 'event.action:absent', group_by: host.name, window: 1h, count: 5",
          "then",
              "kind: sequence, match: 'event.action:then', then: 'event.action:done', group_by: host.name, window: 15m, count: 70",
          "fresh",
              "kind: new_value, match: 'event.action:fresh', group_by: host.name, value: user.name, remember: 20d, learn: 2d");

  @TempDir private Path folder;
  private final InMemoryEventStore store = new InMemoryEventStore();
  private final Caps caps = new Caps();
  private RuleDesk rules;
  private VerdictDesk desk;

  @ParameterizedTest
  @ValueSource(strings = {"many", "absent", "then", "fresh"})
  void whatWasRightMustFireAndWhatWasWrongMustNot(String rule) {
    open();
    List<Event> events = events(rule);
    store.create(events.stream().map(event -> new Document(event, "s")).toList());
    Alert alert = alert(rule, events);
    VerdictDesk.Made right = desk.make(alert, Verdict.TRUE_POSITIVE, "", "right");
    assertTrue(right.held(), right.toString());
    VerdictDesk.Made wrong = desk.make(alert, Verdict.FALSE_POSITIVE, "", "wrong");
    assertFalse(wrong.held(), "the version in force still fires");
    List<Boolean> held = desk.cases("mine/" + rule).stream().map(CaseRun.Result::held).toList();
    assertEquals(List.of(true, false), held);
  }

  /** Without the events its evidence was taken from a case would hold for every version. */
  @Test
  void whatNoVersionFiresOnIsNoCase() {
    open();
    Alert alert = alert("many", events("many"));
    IllegalArgumentException vacuous =
        assertThrows(
            IllegalArgumentException.class,
            () -> desk.make(alert, Verdict.FALSE_POSITIVE, "", "wrong"));
    assertTrue(
        vacuous.getMessage().contains("no version of mine/many fires on 50 stored events"),
        vacuous.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> desk.make(alert, Verdict.TRUE_POSITIVE, "", "right"));
  }

  /** A version mended before its verdict came is held to it as well. */
  @Test
  void whatAFormerVersionFiredOnIsACase() {
    open();
    List<Event> events = events("many");
    store.create(events.stream().map(event -> new Document(event, "s")).toList());
    Alert alert = alert("many", events);
    String mended = text().replace("count: 120", "count: 2000");
    rules.save(new Piece("mine", Piece.Kind.PACK, Map.of(Piece.PACK, mended)), "lan", "mended");
    rules.move("mine", Optional.of(2), RuleState.RELEASED, "lan", "x");
    assertTrue(desk.make(alert, Verdict.FALSE_POSITIVE, "", "wrong").held());
  }

  private void open() {
    CaseReader reader = new CaseReader(Map.of());
    Shipped nothing = Shipped.of(List.of(), _ -> RuleState.RELEASED);
    RuleLives lives = new RuleLives(folder, nothing, Clock.systemUTC(), false);
    InMemorySystemStore system = new InMemorySystemStore();
    rules =
        new RuleDesk(
            folder,
            lives,
            new RuleSets(system, lives, _ -> nothing),
            new RuleControl(system, Clock.systemUTC()),
            new ReleaseGate(reader, new VerdictCases(folder, reader)));
    rules.save(new Piece("mine", Piece.Kind.PACK, Map.of(Piece.PACK, text())), "lan", "first");
    rules.move("mine", Optional.of(1), RuleState.RELEASED, "lan", "x");
    desk = new VerdictDesk(rules, store, caps);
  }

  private static String text() {
    StringBuilder text = new StringBuilder("id: mine\npipeline: security\nrules:\n");
    RULES.forEach((id, when) -> text.append(HEAD.formatted(id, when)));
    return text.toString();
  }

  private static List<Event> events(String rule) {
    List<Event> events = new ArrayList<>();
    switch (rule) {
      case "many" -> {
        for (int i = 0; i < 150; i++) {
          events.add(event(events.size(), i * 1_000L, "many", "lan"));
        }
      }
      case "absent" -> {
        for (int i = 0; i < 60; i++) {
          events.add(event(events.size(), i * 60_000L, "absent", "lan"));
        }
      }
      case "then" -> {
        for (int i = 0; i < 90; i++) {
          events.add(event(events.size(), i * 1_000L, "then", "lan"));
        }
        events.add(event(events.size(), 100_000, "done", "lan"));
      }
      default -> {
        for (int i = 0; i < 300; i++) {
          events.add(event(events.size(), i * HOUR, "fresh", i % 2 == 0 ? "lan" : "minh"));
        }
        events.add(event(events.size(), 300 * HOUR, "fresh", "stranger"));
      }
    }
    return events;
  }

  private Alert alert(String rule, List<Event> events) {
    List<Detected> detected = new ArrayList<>();
    for (Event event : events) {
      detected.add(new Detected(event, List.of(), detected.size(), event.timestamp() + 5, "", 500));
    }
    long end = events.getLast().timestamp() + 2 * HOUR;
    var pack = PackEngine.maker(rules.inForce().evaluated("mine").orElseThrow());
    return CaseRun.run(pack, new RuleCase(rule, "x", true, detected, end)).stream()
        .filter(alert -> alert.rule().equals("mine/" + rule))
        .max(Comparator.comparingLong(Alert::count))
        .orElseThrow();
  }

  private static Event event(int i, long at, String action, String user) {
    return new EventBuilder()
        .timestamp(NOW + at)
        .set(EcsField.EVENT_ACTION, action)
        .set(EcsField.HOST_NAME, "web-01")
        .set(EcsField.USER_NAME, user)
        .build(new EventId("n1", 0, i, 0));
  }
}
