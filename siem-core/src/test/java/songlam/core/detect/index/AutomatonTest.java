package songlam.core.detect.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** All literals of a text are found where they end, whatever their lengths and overlaps. */
final class AutomatonTest {
  private static final Random RANDOM = new Random(5);

  @Test
  void findsWhatASearchForEachFinds() {
    int found = 0;
    for (int round = 0; round < 3_000; round++) {
      String alphabet = List.of("ab", "abc", "abcdé", "aB\\.ợ").get(round % 4);
      Set<String> literals = new LinkedHashSet<>();
      for (int i = RANDOM.nextInt(1, 12); i > 0; i--) {
        literals.add(text(alphabet, RANDOM.nextInt(1, 7)).toLowerCase(Locale.ROOT));
      }
      String text = text(alphabet + "xY", RANDOM.nextInt(40));
      Set<String> expected = searched(List.copyOf(literals), text.toLowerCase(Locale.ROOT));
      assertEquals(expected, scanned(List.copyOf(literals), text), () -> literals + " in " + text);
      found += expected.size();
    }
    assertTrue(found > 10_000, () -> "no test of finding anything");
  }

  private static Set<String> scanned(List<String> literals, String text) {
    Set<String> found = new TreeSet<>();
    Automaton.of(literals)
        .scan(text, (literal, end) -> found.add(literals.get(literal) + "@" + end));
    return found;
  }

  private static Set<String> searched(List<String> literals, String text) {
    Set<String> found = new TreeSet<>();
    for (String literal : literals) {
      for (int at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + 1)) {
        found.add(literal + "@" + (at + literal.length()));
      }
    }
    return found;
  }

  private static String text(String alphabet, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
