package songlam.core.rule.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import songlam.core.detect.match.Place;

class FewerCharsTest {
  @Test
  void fewStayAsTheyAre() {
    Set<String> few = Set.of("[Aa]b", "a(b|c)");
    assertEquals(Optional.of(few), FewerChars.of(few, false));
  }

  @Test
  void manyAreCutAtWholeLetters() {
    Set<String> many = new LinkedHashSet<>();
    for (int i = 0; i < 400; i++) {
      many.add(
          FoldedRegex.of(Place.WHOLE, "@goi-%03d/mot-ten-rat-dai@1.0.%d".formatted(i, i), false));
    }
    Set<String> first = FewerChars.of(many, false).orElseThrow();
    Set<String> last = FewerChars.of(many, true).orElseThrow();
    assertTrue(FewerChars.isFewEnough(first) && FewerChars.isFewEnough(last));
    for (String one : many) {
      assertTrue(first.stream().anyMatch(one::startsWith), one);
      assertTrue(last.stream().anyMatch(one::endsWith), one);
    }
    assertTrue(first.contains("\\@[Gg][Oo][Iiİı]\\-000"), first::toString);
  }

  /** What may come several times cannot be cut letter by letter. */
  @Test
  void whatIsNoLiteralStaysWhole() {
    Set<String> many = new LinkedHashSet<>(Set.of("(ab)+[0-9]*z"));
    for (int i = 0; i < 400; i++) {
      many.add("a name that is rather long " + i);
    }
    assertTrue(FewerChars.of(many, false).orElseThrow().contains("(ab)+[0-9]*z"));
  }

  @Test
  void whatCannotBeBorneIsNotAskedFor() {
    Set<String> many = new LinkedHashSet<>();
    for (int i = 0; i < 5_000; i++) {
      many.add("%04d-%d".formatted(i, i));
    }
    assertEquals(Optional.empty(), FewerChars.of(many, false));
  }
}
