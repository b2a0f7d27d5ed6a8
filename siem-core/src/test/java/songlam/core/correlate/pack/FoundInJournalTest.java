package songlam.core.correlate.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.Alert;
import songlam.core.correlate.contain.ContainedRules;
import songlam.core.event.Event;
import songlam.core.event.EventId;
import songlam.testing.LongRun;

/**
 * Late events are looked at while lives are cut short right behind what was found, before any
 * snapshot has it; answers come at random moments, those under way are lost. What all lives
 * together have told is what one reading of their journal tells, which looks at nothing: alert for
 * alert, so no attack has two names.
 */
class FoundInJournalTest {
  private static final int SEEDS = 6;

  private final Pack pack = new LateTrial().pack();
  private final ContainedRules code = RuleBase.compile(pack);
  private int cut;
  private int found;

  @Test
  @Tag(LongRun.DETERMINISM)
  void livesCutShortBehindWhatWasFoundTellWhatTheirJournalTells() {
    LongRun.each(
        LongRun.DETERMINISM,
        0,
        SEEDS,
        seed -> {
          Random random = new Random(seed);
          List<Event> events = TrialStream.events(random, 1_500, 20);
          Lives lives = new Lives(LateTrial.split(events, random), random);
          while (lives.live()) {
            cut++;
          }
          assertEquals(replayed(lives.journal), lives.told(), "seed " + seed);
        });
    assertTrue(cut >= SEEDS, "lives cut short: " + cut);
    assertTrue(found > cut, "alerts found: " + found);
  }

  /** One entry of the journal. */
  private sealed interface Line {
    record Came(TrialStream.Step step) implements Line {}

    record Found(LateTrial.Answer answer, long at) implements Line {}
  }

  private Map<String, String> replayed(List<Line> journal) {
    Map<String, String> told = new TreeMap<>();
    Surroundings nobody =
        new Surroundings() {
          @Override
          public boolean join(String look, LateJoin join) {
            throw new AssertionError("a second look: " + look);
          }
        };
    try (PackEngine engine = engine(told, nobody)) {
      journal.forEach(line -> take(engine, line, true));
    }
    return told;
  }

  private PackEngine engine(Map<String, String> told, Surroundings around) {
    return new PackEngine(
        pack, code, alert -> told.put(alert.id(), text(alert)), _ -> true, around);
  }

  private static String text(Alert alert) {
    return TrialPack.whole(alert);
  }

  private static void take(PackEngine engine, Line line, boolean again) {
    switch (line) {
      case Line.Came(TrialStream.Step.Happened(var detected)) -> engine.on(detected);
      case Line.Came(TrialStream.Step.Ticked(long at)) -> engine.tick(at, again);
      case Line.Found(LateTrial.Answer answer, long at) ->
          engine.joined(answer.look(), answer.found(), at);
    }
  }

  /** Lives one after the other over one stream, one journal and one store. */
  private final class Lives {
    private final List<TrialStream.Step> coming;
    private final Random random;
    private final List<Line> journal = new ArrayList<>();
    private final Map<EventId, Event> stored = new HashMap<>();
    private final Map<String, String> told = new TreeMap<>();
    private int next;
    private byte @Nullable [] snapshot;
    private int keptUpTo;

    private record Under(long due, String look, LateJoin join) {}

    Lives(List<TrialStream.Step> coming, Random random) {
      this.coming = coming;
      this.random = random;
    }

    Map<String, String> told() {
      return told;
    }

    /**
     * Lives until the end, or a little.
     *
     * @return whether it was cut short
     */
    boolean live() {
      List<Under> underWay = new ArrayList<>();
      Surroundings around =
          new Surroundings() {
            @Override
            public boolean join(String look, LateJoin join) {
              return underWay.add(new Under(next + random.nextInt(60), look, join));
            }
          };
      try (PackEngine engine = engine(told, around)) {
        if (snapshot != null) {
          engine.restore(snapshot);
        }
        List.copyOf(journal.subList(keptUpTo, journal.size()))
            .forEach(line -> take(engine, line, true));
        while (next < coming.size()) {
          TrialStream.Step step = coming.get(next++);
          if (step instanceof TrialStream.Step.Happened(var detected)) {
            stored.put(detected.event().id(), detected.event());
          }
          happen(engine, new Line.Came(step));
          boolean isTick = step instanceof TrialStream.Step.Ticked;
          if (isTick && random.nextInt(80) == 0) {
            snapshot = engine.save();
            keptUpTo = journal.size();
          }
          if (step instanceof TrialStream.Step.Ticked(long at)
              && answered(engine, underWay, at)
              && random.nextInt(3) == 0) {
            return true;
          }
        }
      }
      return false;
    }

    private void happen(PackEngine engine, Line line) {
      journal.add(line);
      take(engine, line, false);
    }

    /** Whether something was found. */
    private boolean answered(PackEngine engine, List<Under> underWay, long at) {
      boolean isAny = false;
      for (Under one : List.copyOf(underWay)) {
        if (one.due() <= next) {
          underWay.remove(one);
          for (var answer : LateTrial.answers(one.look(), one.join(), stored.values())) {
            happen(engine, new Line.Found(answer, at));
            isAny |= answer.found().length > 0;
            found += answer.found().length > 0 ? 1 : 0;
          }
        }
      }
      return isAny;
    }
  }
}
