package songlam.core.detect.index;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The automata of one detector by the texts they find, so that the detector that replaces it makes
 * anew only those whose texts have changed. Safe for many threads.
 */
final class Automata {
  private final Map<List<String>, Automaton> former;
  private final Map<List<String>, Automaton> own = new ConcurrentHashMap<>();

  private Automata(Map<List<String>, Automaton> former) {
    this.former = former;
  }

  static Automata none() {
    return new Automata(Map.of());
  }

  /** For the detector that replaces the one these belong to. */
  Automata next() {
    return new Automata(Map.copyOf(own));
  }

  /**
   * @param texts in an order that stays the same, each once
   */
  Automaton of(List<String> texts) {
    Automaton known = former.get(texts);
    Automaton made = known == null ? Automaton.of(texts) : known;
    own.put(texts, made);
    return made;
  }
}
