package songlam.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.Rehearsal;
import songlam.core.correlate.pack.ShippedPacks;
import songlam.core.detect.Detector;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.event.Event;
import songlam.core.rule.Baseline;
import songlam.core.rule.RuleState;
import songlam.testing.Peers;

/** What is on by default, ours and of the public corpus, stays within its own budget. */
class BaselineTest {
  private static final Baseline BASELINE = Baseline.shipped();

  @Test
  void itNamesRulesThatThereAre() {
    Set<String> known = new TreeSet<>();
    SigmaRules.shipped().rules().forEach(rule -> known.add(rule.id()));
    for (Pack pack : ShippedPacks.read()) {
      pack.rules().forEach(rule -> known.add(pack.id() + "/" + rule.id()));
    }
    Set<String> unknown = new TreeSet<>(BASELINE.namedOwn());
    unknown.removeAll(known);
    assertEquals(Set.of(), unknown);
    assertTrue(BASELINE.alerts() <= 20 && BASELINE.shift().toHours() == 8);
  }

  @Test
  void anOrdinaryShiftStaysWithinTheBudgetWithThePublicCorpusToo() throws IOException {
    SigmaRules corpus = SigmaRules.load(List.of(Peers.corpus("sigma-rules")));
    long on =
        corpus.rules().stream()
            .filter(rule -> BASELINE.imported(rule) == RuleState.RELEASED)
            .count();
    assertTrue(on >= 500 && on * 2 < corpus.rules().size(), () -> "on by default: " + on);
    SigmaRules ours = SigmaRules.shipped();
    Detector detector =
        ours.with(corpus)
            .detector(
                rule ->
                    ours.rule(rule.id()).isPresent()
                        ? BASELINE.own(rule.id()) == RuleState.RELEASED
                        : BASELINE.imported(rule) == RuleState.RELEASED);
    OrdinaryShift shift = new OrdinaryShift(23);
    new OrdinaryWork(shift).tell();
    List<Event> events = new ArrayList<>(shift.events());
    for (String logs : OrdinaryDayTest.LOGS) {
      events.addAll(moved(OrdinaryLogsTest.events(Peers.corpus(logs)), shift));
    }
    List<Alert> alerts =
        new Rehearsal(ShippedPacks.read(), detector)
            .run(events, 600_000).stream()
                .filter(alert -> BASELINE.own(alert.rule()) == RuleState.RELEASED)
                .filter(alert -> alert.condition() != Condition.SUPPRESSED)
                .toList();
    Map<String, Integer> kinds = new TreeMap<>();
    alerts.forEach(
        a ->
            kinds.merge(
                a.rule() + " " + a.reason().en().replaceFirst("(?s)(:| on | to ).*", ""),
                1,
                Integer::sum));
    assertTrue(alerts.size() <= BASELINE.alerts(), () -> alerts.size() + ": " + kinds);
  }

  /** The same events in this shift, in their own order. */
  private static List<Event> moved(List<Event> events, OrdinaryShift shift) {
    List<Event> moved = new ArrayList<>();
    long step = Math.max(1, (OrdinaryShift.TO - OrdinaryShift.FROM) / Math.max(1, events.size()));
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      long at = OrdinaryShift.FROM + i * step + shift.random().nextInt(20);
      moved.add(event.toBuilder().timestamp(at).build(event.id()));
    }
    return moved;
  }
}
