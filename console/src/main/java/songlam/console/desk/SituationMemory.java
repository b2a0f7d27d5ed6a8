package songlam.console.desk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import songlam.core.correlate.Pipeline;
import songlam.core.correlate.window.StateReader;
import songlam.core.correlate.window.StateWriter;
import songlam.core.event.EventId;
import songlam.core.event.observation.Observation;
import songlam.core.journal.SystemStore;
import songlam.core.journal.SystemStore.Family;

/** Keeps how things stand over a restart, and the journal offset up to which it is known. */
final class SituationMemory {
  private static final String KEY = "situation";
  private static final String NODE = "situation";

  private final SystemStore store;

  /**
   * @param next all that lies before is in the observations
   * @param heard when each pipeline last received anything, wall clock in milliseconds
   * @param observations the latest of each thing, in the order in which they are to be noted again
   */
  record Snapshot(long next, Map<Pipeline, Long> heard, List<Observation> observations) {}

  SituationMemory(SystemStore store) {
    this.store = store;
  }

  void keep(long next, Map<Pipeline, Long> heard, Collection<Observation> observations) {
    StateWriter out = new StateWriter();
    out.number(next).number(heard.size());
    heard.forEach((pipeline, at) -> out.text(pipeline.label()).number(at));
    out.number(observations.size());
    int number = 0;
    for (Observation observation : observations) {
      out.event(observation.toEvent().build(new EventId(NODE, 0, number++, 0)));
    }
    store.put(Family.CHECKPOINTS, KEY, out.finish());
  }

  /**
   * What was kept; empty when nothing was.
   *
   * @throws java.io.UncheckedIOException when it is of another format
   */
  Optional<Snapshot> recall() {
    return store.get(Family.CHECKPOINTS, KEY).map(bytes -> read(new StateReader(bytes)));
  }

  private static Snapshot read(StateReader in) {
    long next = in.number();
    Map<Pipeline, Long> heard = new EnumMap<>(Pipeline.class);
    for (long left = in.number(); left > 0; left--) {
      heard.put(Pipeline.of(in.text()), in.number());
    }
    List<Observation> observations = new ArrayList<>();
    for (long left = in.number(); left > 0; left--) {
      Observation.of(Objects.requireNonNull(in.event())).ifPresent(observations::add);
    }
    return new Snapshot(next, heard, observations);
  }
}
