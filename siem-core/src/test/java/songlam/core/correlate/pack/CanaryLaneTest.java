package songlam.core.correlate.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.Alert;
import songlam.core.correlate.AlertSink;
import songlam.core.pipeline.Detected;

/** Canaries on the thread of a pack: they tell whoever waits, and change nothing for anybody. */
class CanaryLaneTest {
  private static final String SESSION = "canary/run-";

  private final Pack pack = TrialPack.all();

  /** Takes alerts and what canaries came to. */
  private static final class Sink implements AlertSink {
    final List<Alert> raised = new ArrayList<>();
    final TreeSet<String> proven = new TreeSet<>();

    @Override
    public void raise(Alert alert) {
      raised.add(alert);
    }

    @Override
    public void proven(String session, Alert alert) {
      assertTrue(session.startsWith(SESSION), session);
      proven.add(alert.rule());
    }
  }

  @Test
  void theSameEventsSentAsCanariesChangeNotOneWordOfWhatIsRaised() {
    for (int seed = 0; seed < 6; seed++) {
      List<TrialStream.Step> steps =
          TrialStream.received(
              TrialStream.events(new Random(seed), 1_500, 12), new Random(seed), 300);
      Sink alone = run(steps);
      Sink beside = run(withCanaries(steps));
      assertEquals(
          alone.raised.stream().map(TrialPack::whole).toList(),
          beside.raised.stream().map(TrialPack::whole).toList(),
          "seed " + seed);
      assertEquals(new TreeSet<>(), alone.proven);
      assertTrue(beside.proven.size() >= 5, "they were correlated: " + beside.proven);
    }
  }

  /** A restart between a canary's events proves it all the same. */
  @Test
  void aCanaryGoesOnAfterARestart() {
    List<TrialStream.Step> steps =
        withCanaries(
            TrialStream.received(TrialStream.events(new Random(1), 1_500, 12), new Random(1), 300));
    Sink whole = run(steps);
    Sink cut = new Sink();
    PackEngine first = new PackEngine(pack, cut, _ -> true);
    TrialStream.feed(first, steps.subList(0, steps.size() / 2));
    PackEngine second = new PackEngine(pack, cut, _ -> true);
    second.restore(first.save());
    first.close();
    TrialStream.feed(second, steps.subList(steps.size() / 2, steps.size()));
    second.close();
    assertEquals(whole.proven, cut.proven);
  }

  @Test
  void ofARuleThatIsOffACanaryProvesNothingAndIsNotCounted() {
    Sink sink = new Sink();
    List<TrialStream.Step> steps =
        TrialStream.received(TrialStream.events(new Random(2), 1_500, 12), new Random(2), 300);
    List<TrialStream.Step> canaries = new ArrayList<>();
    steps.forEach(step -> canaries.add(asCanary(step)));
    try (PackEngine engine = new PackEngine(pack, sink, _ -> false)) {
      TrialStream.feed(engine, canaries);
      assertEquals(new TreeSet<>(), sink.proven);
      assertEquals(
          0, engine.silenced().values().stream().mapToLong(Long::longValue).sum(), "of people's");
    }
  }

  private Sink run(List<TrialStream.Step> steps) {
    Sink sink = new Sink();
    try (PackEngine engine = new PackEngine(pack, sink, _ -> true)) {
      TrialStream.feed(engine, steps);
    }
    return sink;
  }

  /** Each event comes twice: as it is, and as a canary's. */
  private static List<TrialStream.Step> withCanaries(List<TrialStream.Step> steps) {
    List<TrialStream.Step> both = new ArrayList<>();
    for (TrialStream.Step step : steps) {
      both.add(step);
      if (step instanceof TrialStream.Step.Happened) {
        both.add(asCanary(step));
      }
    }
    return both;
  }

  private static TrialStream.Step asCanary(TrialStream.Step step) {
    return switch (step) {
      case TrialStream.Step.Ticked ticked -> ticked;
      case TrialStream.Step.Happened(Detected live) ->
          new TrialStream.Step.Happened(
              new Detected(
                  live.event(),
                  live.rules(),
                  live.offset(),
                  live.receivedAt(),
                  SESSION + 1,
                  live.latenessMillis()));
    };
  }
}
