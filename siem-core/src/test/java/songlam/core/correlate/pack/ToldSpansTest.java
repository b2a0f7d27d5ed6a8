package songlam.core.correlate.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.window.Watched;

class ToldSpansTest {
  private static final long QUIET = 10;
  private static final Watched WHEN = TrialPack.counting().rules().getFirst().when();

  @Test
  void itMeetsWhatOneOfThemMeets() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      ToldSpans spans = new ToldSpans(1_000);
      List<LateJoin.Told> all = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        LateJoin.Told told = told(random);
        all.add(told);
        spans.add(told);
        LateJoin.Told asked = told(random);
        assertEquals(
            all.stream().anyMatch(one -> meet(one, asked)),
            spans.meets(asked, WHEN, QUIET),
            () -> asked + " among " + all);
      }
    }
  }

  private static LateJoin.Told told(Random random) {
    long from = random.nextInt(2_000);
    return new LateJoin.Told("key-" + random.nextInt(3), from, from + random.nextInt(60));
  }

  private static boolean meet(LateJoin.Told one, LateJoin.Told other) {
    return one.key().equals(other.key())
        && one.from() <= other.to() + QUIET
        && other.from() <= one.to() + QUIET;
  }

  @Test
  void theKeyLongestUnheardOfGoesFirst() {
    ToldSpans spans = new ToldSpans(2);
    spans.add(new LateJoin.Told("a", 1, 2));
    spans.add(new LateJoin.Told("b", 1, 2));
    spans.add(new LateJoin.Told("a", 1, 3));
    spans.add(new LateJoin.Told("c", 1, 2));
    assertTrue(spans.meets(new LateJoin.Told("a", 3, 3), WHEN, 0));
    assertFalse(spans.meets(new LateJoin.Told("b", 2, 2), WHEN, 0));
    assertEquals(2, spans.all().size());
  }

  @Test
  void whatWasOverBeforeAMomentIsForgotten() {
    ToldSpans spans = new ToldSpans(10);
    spans.add(new LateJoin.Told("a", 1, 5));
    spans.add(new LateJoin.Told("a", 7, 9));
    spans.add(new LateJoin.Told("b", 1, 4));
    assertFalse(spans.forgetBefore(5));
    assertEquals(2, spans.all().size());
    assertTrue(spans.meets(new LateJoin.Told("a", 5, 5), WHEN, 0), "it ended at that moment");
    assertTrue(spans.forgetBefore(10));
    assertEquals(List.of(), spans.all());
  }

  /** Each of them held against all the others took minutes. */
  @Test
  void manyAreKeptInNoTime() {
    ToldSpans spans = new ToldSpans(200_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          for (long i = 0; i < 200_000; i++) {
            spans.add(new LateJoin.Told("one key", i * 100, i * 100 + 10));
            assertFalse(
                spans.meets(new LateJoin.Told("one key", i * 100 + 50, i * 100 + 50), WHEN, 10));
          }
        });
  }
}
