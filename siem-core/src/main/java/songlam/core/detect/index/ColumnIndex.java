package songlam.core.detect.index;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import songlam.core.detect.match.Fold;
import songlam.core.detect.match.Numbers;
import songlam.core.detect.match.Place;

/** What hangs on the values of one column: entries by anchor. Immutable once built. */
final class ColumnIndex {
  private static final int[] NONE = {};

  private final int[] there;
  private final Map<String, int[]> whole;
  private final @Nullable Automaton automaton;
  private final Part[] parts;
  private final NumberIndex numbers;
  private final BlockIndex blocks;

  /** Entries that wait for a literal, by place. */
  private record Part(int length, int[] start, int[] end, int[] anywhere) {}

  /** Told of each entry that may match. */
  interface Candidates {
    void add(int[] entries);
  }

  /**
   * @param anchors of this column, with the entries that hang on each
   */
  ColumnIndex(Map<Anchor, int[]> anchors, Automata automata) {
    int[] present = NONE;
    Map<String, int[]> wholes = new HashMap<>();
    Map<String, Map<Place, int[]>> literals = new LinkedHashMap<>();
    Map<Anchor.Number, int[]> limits = new LinkedHashMap<>();
    Map<Anchor.Block, int[]> networks = new LinkedHashMap<>();
    for (Map.Entry<Anchor, int[]> entry : anchors.entrySet()) {
      switch (entry.getKey()) {
        case Anchor.There _ -> present = entry.getValue();
        case Anchor.Text(_, var place, var text) -> {
          if (place == Place.WHOLE) {
            wholes.put(text, entry.getValue());
          } else {
            literals.computeIfAbsent(text, _ -> new HashMap<>()).put(place, entry.getValue());
          }
        }
        case Anchor.Number number -> limits.put(number, entry.getValue());
        case Anchor.Block block -> networks.put(block, entry.getValue());
      }
    }
    this.there = present;
    this.whole = wholes;
    List<String> texts = List.copyOf(literals.keySet());
    this.automaton = texts.isEmpty() ? null : automata.of(texts);
    this.parts = texts.stream().map(text -> part(text, literals.get(text))).toArray(Part[]::new);
    this.numbers = new NumberIndex(limits);
    this.blocks = new BlockIndex(networks);
  }

  private static Part part(String text, @Nullable Map<Place, int[]> places) {
    Map<Place, int[]> known = places == null ? Map.of() : places;
    return new Part(
        text.length(),
        known.getOrDefault(Place.START, NONE),
        known.getOrDefault(Place.END, NONE),
        known.getOrDefault(Place.ANYWHERE, NONE));
  }

  /** Names the entries whose anchors are in this value of the column, which is not folded yet. */
  void scan(String value, Candidates candidates) {
    if (!whole.isEmpty()) {
      int[] entries = whole.get(Fold.fold(value));
      if (entries != null) {
        candidates.add(entries);
      }
    }
    if (automaton != null) {
      scanParts(automaton, value, candidates);
    }
    if (!numbers.isEmpty()) {
      double number = Numbers.of(value);
      if (!Double.isNaN(number)) {
        numbers.find(number, candidates);
      }
    }
    if (!blocks.isEmpty()) {
      blocks.find(value, candidates);
    }
  }

  /** Names the entries that only need the column to be there. */
  void present(Candidates candidates) {
    if (there.length > 0) {
      candidates.add(there);
    }
  }

  private void scanParts(Automaton literals, String value, Candidates candidates) {
    literals.scan(
        value,
        (literal, end) -> {
          Part part = parts[literal];
          candidates.add(part.anywhere);
          if (end == part.length) {
            candidates.add(part.start);
          }
          if (end == value.length()) {
            candidates.add(part.end);
          }
        });
  }
}
