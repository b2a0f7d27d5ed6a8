package songlam.core.correlate.pack;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import songlam.core.correlate.window.Past;
import songlam.core.correlate.window.Sighting;
import songlam.core.correlate.window.StateReader;
import songlam.core.correlate.window.StateWriter;
import songlam.core.correlate.window.Watch;
import songlam.core.event.Event;

/** The windows of a pack's rules on one stream. For one thread. */
final class Watches {
  private Map<Rule, Watch> watches = new LinkedHashMap<>();

  /** Keys let go by those that are no more. */
  private long evictedBefore;

  Watches(Pack pack) {
    pack.rules().forEach(rule -> watches.put(rule, Watch.of(rule.when())));
  }

  void on(Event event, BiConsumer<Rule, Sighting> out) {
    for (Map.Entry<Rule, Watch> entry : watches.entrySet()) {
      entry.getValue().on(event, sighting -> out.accept(entry.getKey(), sighting));
    }
  }

  /** As {@link Watch#late}. */
  void late(Event event, long now, BiConsumer<Rule, Sighting> out) {
    for (Map.Entry<Rule, Watch> entry : watches.entrySet()) {
      entry.getValue().late(event, now, sighting -> out.accept(entry.getKey(), sighting));
    }
  }

  /** As {@link Watch#asOf}; nothing of a rule that is not watched for. */
  Past past(Rule rule, Past.Since since, Predicate<String> keys) {
    Watch watch = watches.get(rule);
    return watch == null ? Past.NONE : watch.asOf(since, keys);
  }

  /** Begins with what earlier ones knew, by the id of the rule. */
  void begin(Map<String, Past> past) {
    watches.forEach((rule, watch) -> past.getOrDefault(rule.id(), Past.NONE).into(watch));
  }

  void advance(long time, BiConsumer<Rule, Sighting> out) {
    for (Map.Entry<Rule, Watch> entry : watches.entrySet()) {
      entry.getValue().advance(time, sighting -> out.accept(entry.getKey(), sighting));
    }
  }

  /** The event time at which one of them has something to say, if no event comes before. */
  long due() {
    long due = Long.MAX_VALUE;
    for (Watch watch : watches.values()) {
      due = Math.min(due, watch.due());
    }
    return due;
  }

  /** Keys that had to be let go for want of room; never less than before. */
  long evicted() {
    return evictedBefore + watches.values().stream().mapToLong(Watch::evicted).sum();
  }

  /**
   * Goes on with the rules of another version.
   *
   * @return ids of the rules whose windows begin empty
   */
  Set<String> follow(Pack next) {
    Map<String, Map.Entry<Rule, Watch>> former = new HashMap<>();
    watches.entrySet().forEach(entry -> former.put(entry.getKey().id(), entry));
    Set<String> anew = new HashSet<>();
    Map<Rule, Watch> kept = new LinkedHashMap<>();
    for (Rule rule : next.rules()) {
      Map.Entry<Rule, Watch> before = former.get(rule.id());
      if (before != null
          && before.getKey().when().fingerprint().equals(rule.when().fingerprint())) {
        kept.put(rule, before.getValue());
        former.remove(rule.id());
      } else {
        kept.put(rule, Watch.of(rule.when()));
        anew.add(rule.id());
      }
    }
    former.values().forEach(gone -> evictedBefore += gone.getValue().evicted());
    watches = kept;
    return anew;
  }

  void save(StateWriter out) {
    out.number(evictedBefore).number(watches.size());
    watches.forEach(
        (rule, watch) ->
            out.text(rule.id())
                .text(rule.when().fingerprint())
                .number(watch.evicted())
                .part(watch::save));
  }

  /**
   * Takes over what {@link #save} wrote.
   *
   * @return ids of the rules whose windows begin empty
   */
  Set<String> restore(StateReader in) {
    evictedBefore = in.number();
    Map<String, Rule> anew = new HashMap<>();
    watches.keySet().forEach(rule -> anew.put(rule.id(), rule));
    for (long left = in.number(); left > 0; left--) {
      Rule rule = anew.get(in.text());
      String condition = in.text();
      long evicted = in.number();
      StateReader state = in.part();
      Watch watch = rule == null ? null : watches.get(rule);
      if (rule != null && watch != null && rule.when().fingerprint().equals(condition)) {
        watch.restore(state);
        anew.remove(rule.id());
      } else {
        evictedBefore += evicted;
      }
    }
    return anew.keySet();
  }
}
