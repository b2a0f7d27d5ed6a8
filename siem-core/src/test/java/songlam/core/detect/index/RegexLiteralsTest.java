package songlam.core.detect.index;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import songlam.core.detect.match.Fold;

/** A text that an expression is found in holds one of the literals it is said to need. */
class RegexLiteralsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "a\\012b             ¦ `a\nb`",
        "a\\12b              ¦ `a\nb`",
        "a\\0b               ¦ `a\0b`",
        "a\\0112b            ¦ `a\t2b`",
        "a\\x41b             ¦ aAb",
        "a\\x{41}b           ¦ aAb",
        "\\Qa.b\\E+c         ¦ a.bbc",
        "a\\pLb              ¦ aéb",
        "a\\p{Greek}b        ¦ aαb",
        "a\\p{^Greek}b       ¦ axb",
        "a\\PLb              ¦ a1b",
        "(?i)ABC             ¦ abc",
        "(?i:AB)c            ¦ abc",
        "a(?s).b             ¦ `a\nb`",
        "(?P<n>ab)c          ¦ abc",
        "^*abc               ¦ abc",
        "x$?abc              ¦ xabc",
        "(?m)ab$\\n^c         ¦ `ab\nc`",
        "ab\\b+ cd           ¦ ab cd",
        "😀?abc              ¦ abc",
        "a😀*bc              ¦ abc",
        "a{b}c               ¦ a{b}c",
        "a{,2}c              ¦ a{,2}c",
        "f\\(\\)\\s*{}         ¦ f() {}",
        "^{a|b}xyz           ¦ {a",
        "cmd{a|powershell}   ¦ powershell}",
        "a{0,2}bc            ¦ bc",
        "(abc){0}de          ¦ de",
        "ab??c               ¦ ac",
        "[]ab]c              ¦ ]c",
        "[^]ab]c             ¦ xc",
        "[[:alpha:]]]c       ¦ x]c",
        "[\\]x]c              ¦ ]c",
        "a||bc               ¦ zz",
        "(|a)bc              ¦ bc",
        "a\\.b\\+\\$            ¦ a.b+$"
      })
  void whatIsNeededIsThere(String regex, String text) {
    holds(regex.strip(), text);
  }

  private static void holds(String regex, String text) {
    assertTrue(Pattern.compile(regex).matcher(text).find(), regex + " in " + text);
    List<String> required = RegexLiterals.required(regex);
    String folded = Fold.fold(text);
    assertTrue(
        required == null || required.stream().anyMatch(one -> folded.contains(Fold.fold(one))),
        () -> regex + " needs " + required + " in " + text);
  }

  private static final String[] ATOMS = {
    "a", "b", "1", "2", "\\01", "\\012", "\\x61", "\\x{62}", "\\pL", "\\d", "\\n", "[ab]", "[^a]",
    "[\\]a]", ".", "^", "$", "\\b", "(a|b)", "(?:ab|)", "(?i:A)", "\\.", "{", "😀", "|"
  };
  private static final String[] QUANTIFIERS = {"", "", "", "", "*", "+", "?", "{2}", "{0,1}", "*?"};

  @Test
  void soItIsWithRandomOnes() {
    Random random = new Random(17);
    int found = 0;
    for (int i = 0; i < 200_000 && found < 4_000; i++) {
      StringBuilder regex = new StringBuilder();
      StringBuilder text = new StringBuilder();
      for (int n = 0; n <= random.nextInt(5); n++) {
        regex.append(ATOMS[random.nextInt(ATOMS.length)]);
        regex.append(QUANTIFIERS[random.nextInt(QUANTIFIERS.length)]);
      }
      for (int n = random.nextInt(6); n > 0; n--) {
        text.append(
            List.of("a", "b", "A", "1", "2", "\n", "\1", ".", "{", "😀").get(random.nextInt(10)));
      }
      if (isFound(regex.toString(), text.toString())) {
        found++;
        holds(regex.toString(), text.toString());
      }
    }
    assertTrue(found > 1_000, "found " + found);
  }

  private static boolean isFound(String regex, String text) {
    try {
      return Pattern.compile(regex).matcher(text).find();
    } catch (com.google.re2j.PatternSyntaxException notOne) {
      return false;
    }
  }
}
