package songlam.core.rule.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import songlam.testing.LongRun;

class WiderRegexTest {
  private static final String[] ATOMS = {
    "a",
    "b",
    "K",
    "s",
    "1",
    " ",
    ".",
    "\\.",
    "\\d",
    "\\w",
    "\\s",
    "\\W",
    "\\S",
    "\\D",
    "[ab]",
    "[^a]",
    "[a-c1]",
    "[^?x]",
    "[\\w.]",
    "\\b",
    "^",
    "$",
    "(?:ab|1)",
    "(a|)",
    "(b)",
    "(?P<n>K+)",
    "(?i:k)",
    "(?i)",
    "(?-i)",
    "(?m)",
    "\\x61",
    "\\x{62}",
    "\\-",
    "\"",
    "[\"\\]]",
    "#",
    "@",
    "{",
    "[[:alpha:]]",
    "\\n",
    "(.*)",
    "(a.*b|c)",
    "~",
    "&",
    "<1>",
    "ê",
    "\\z",
    "[é-í]",
    "[ -~]",
    "[!-/]",
    "[^:-@]",
    "[^0-z]",
    "[#-\\[]",
    "{02}"
  };

  private static final String[] COUNTS = {
    "", "", "", "", "*", "+", "?", "{2}", "{0,2}", "{3,}", "{1,7}", "{6}", "+?", "*?", "{0}"
  };

  private static final String LETTERS = "aabbcKkSsſ\u212a1279 ._-\"?x]#@{~&<>\n\rêÊéÍ";

  @ParameterizedTest
  @CsvSource({
    "'Word[78] ', '.*Word[78]\\ .*'",
    "'^C:\\\\Users\\\\[^\\\\]+\\.dat$', 'C\\:\\\\Users\\\\[^\\\\][^\\\\]*\\.dat'",
    "'net\\s+user', '.*net[\t\n\f\r ][\t\n\f\r ]*user.*'",
    "'[0-9]{3}\\.tmp$', '.*[0-9][0-9][0-9]\\.tmp'",
    "'.{1,64}-Path', '.*\\-Path.*'",
    "'(Get-Item|gci).{1,64}x', '.*(Get\\-Item|gci).*x.*'",
    "'(?i)ab', '.*[Aa][Bb].*'",
    "'^$', '()'",
    "'__1\\d{9}z', '.*\\_\\_1[0-9][0-9][0-9][0-9][0-9]*z.*'"
  })
  void isTheSameAsFarAsItPays(String regex, String expected) {
    assertEquals(Optional.of(List.of(expected)), WiderRegex.of(regex, false, false));
  }

  @ParameterizedTest
  @CsvSource({"'.{1000,}'", "'a|.*'", "'\\pL'", "'(?x) a'", "'\\Qa\\E'", "''", "'^'"})
  void whatIsEverythingOrNotUnderstoodIsNotAsked(String regex) {
    assertEquals(Optional.empty(), WiderRegex.of(regex, false, false));
  }

  @Test
  @Tag(LongRun.DIFFERENTIAL)
  void fitsWhereverTheEngineFinds() {
    LongRun.each(LongRun.DIFFERENTIAL, 2, 20_261_129, 4, WiderRegexTest::randomExpressions);
  }

  private static void randomExpressions(long seed) {
    Random random = new Random(seed);
    int found = 0;
    int left = 0;
    for (int i = 0; i < 3_000; i++) {
      String regex = regex(random);
      int flags = random.nextInt(4) == 0 ? Pattern.CASE_INSENSITIVE : 0;
      flags |= random.nextInt(4) == 0 ? Pattern.MULTILINE : 0;
      Pattern engine;
      try {
        engine = Pattern.compile(regex, flags);
      } catch (com.google.re2j.PatternSyntaxException none) {
        continue;
      }
      List<Pattern> store = patterns(regex, flags);
      for (int j = 0; j < 30 && !store.isEmpty(); j++) {
        String value = value(random);
        boolean fits = store.stream().anyMatch(pattern -> pattern.matches(value));
        if (engine.matcher(value).find()) {
          found++;
          assertTrue(
              fits,
              () -> regex + ", flags " + engine.flags() + ", in " + escaped(value) + ": " + store);
        } else {
          left += fits ? 0 : 1;
        }
      }
    }
    assertTrue(LongRun.isOn() || found > 5_000, "found " + found);
    assertTrue(LongRun.isOn() || left > 5_000, "left " + left);
  }

  private static String escaped(String value) {
    return value.chars().mapToObj("%04x "::formatted).collect(Collectors.joining());
  }

  /** As the store reads them; its syntax is that of the engine as far as it is used. */
  private static List<Pattern> patterns(String regex, int flags) {
    return WiderRegex.of(
            regex, (flags & Pattern.CASE_INSENSITIVE) != 0, (flags & Pattern.MULTILINE) != 0)
        .orElse(List.of())
        .stream()
        .map(one -> Pattern.compile(one, Pattern.DOTALL))
        .toList();
  }

  static String regex(Random random) {
    StringBuilder regex = new StringBuilder();
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      regex.append(ATOMS[random.nextInt(ATOMS.length)]);
      regex.append(COUNTS[random.nextInt(COUNTS.length)]);
      regex.append(random.nextInt(12) == 0 ? "|" : "");
    }
    return regex.toString();
  }

  static String value(Random random) {
    StringBuilder value = new StringBuilder();
    for (int i = random.nextInt(14); i > 0; i--) {
      value.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return value.toString();
  }
}
