package songlam.core.correlate.pack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.window.StateReader;
import songlam.core.correlate.window.StateWriter;

/** The bundles of a pack's late events, by rule and stretch of event time; bounded. */
final class LateBundles {
  private static final int MOST = 256;
  private static final int MOST_OF_A_RULE = 32;
  private static final int MOST_EVENTS = 100_000;

  private final Map<String, List<LateBundle>> ofRules = new LinkedHashMap<>();

  /** The latest of each rule and stretch. */
  private final Map<Place, LateBundle> latest = new HashMap<>();

  private int size;
  private long events;

  /**
   * Where a bundle belongs.
   *
   * @param condition fingerprint of what the rule watches for
   * @param slot which stretch of event time
   */
  record Place(String rule, String condition, long slot) {}

  /**
   * Adds an event to the bundle that takes it.
   *
   * @return false when there is no room
   */
  boolean add(Place place, LateBundle.Arrival arrival) {
    LateBundle bundle = events < MOST_EVENTS ? taking(place) : null;
    if (bundle == null) {
      return false;
    }
    events += bundle.add(arrival) ? 1 : 0;
    return true;
  }

  private @Nullable LateBundle taking(Place place) {
    LateBundle last = latest.get(place);
    if (last != null && !last.isFull()) {
      return last;
    }
    if (size >= MOST || of(place.rule()).size() >= MOST_OF_A_RULE) {
      return null;
    }
    LateBundle begun = new LateBundle(place);
    put(begun);
    return begun;
  }

  private void put(LateBundle bundle) {
    ofRules.computeIfAbsent(bundle.rule(), _ -> new ArrayList<>()).add(bundle);
    latest.put(bundle.place(), bundle);
    size++;
    events += bundle.events().size();
  }

  void remove(LateBundle bundle) {
    List<LateBundle> known = ofRules.get(bundle.rule());
    if (known != null && known.remove(bundle)) {
      size--;
      events -= bundle.events().size();
      latest.remove(bundle.place(), bundle);
      if (known.isEmpty()) {
        ofRules.remove(bundle.rule());
      }
    }
  }

  boolean isEmpty() {
    return ofRules.isEmpty();
  }

  boolean has(String rule) {
    return ofRules.containsKey(rule);
  }

  /** Event time of the first event noted of a rule of which there are some. */
  long from(String rule) {
    return of(rule).stream().mapToLong(LateBundle::from).min().orElseThrow();
  }

  List<LateBundle> of(String rule) {
    return ofRules.getOrDefault(rule, List.of());
  }

  /** The one that is looked at under this name, null when none is. */
  @Nullable LateBundle away(String look) {
    return all().stream().filter(one -> one.isAway(look)).findFirst().orElse(null);
  }

  List<LateBundle> all() {
    return ofRules.values().stream().flatMap(List::stream).toList();
  }

  void save(StateWriter out) {
    out.number(size);
    all().forEach(bundle -> bundle.save(out));
  }

  void restore(StateReader in) {
    for (long left = in.number(); left > 0; left--) {
      put(LateBundle.read(in));
    }
  }
}
