package songlam.console.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SilenceTest {
  private static final long START = 1_700_000_000_000L;

  private final Silence silence = new Silence();

  @Test
  void aStreamIsLostAfterTenSeconds() {
    for (int i = 0; i < 200; i++) {
      silence.heard(START + i * 50L);
    }
    assertEquals(Silence.LEAST_MILLIS, silence.allowed());
    assertEquals(START + 199 * 50, silence.last());
  }

  @Test
  void aFeedPolledEveryMinuteMayBeSilentForMore() {
    for (int i = 0; i < 6; i++) {
      silence.heard(START + i * 60_000L);
      silence.heard(START + i * 60_000L + 20);
    }
    assertTrue(silence.allowed() >= 120_000, () -> silence.allowed() + " ms");
  }

  @Test
  void oneOutageIsForgottenWhenTheStreamIsBack() {
    for (int i = 0; i < 20; i++) {
      silence.heard(START + i * 1_000L);
    }
    long back = START + 20 * 60_000L;
    silence.heard(back);
    for (int i = 1; i < 40; i++) {
      silence.heard(back + i * 1_000L);
    }
    assertEquals(Silence.LEAST_MILLIS, silence.allowed());
  }

  @Test
  void littleKnownIsNoLoss() {
    assertEquals(0, silence.last());
    silence.heard(START);
    assertEquals(Silence.UNKNOWN_MILLIS, silence.allowed());
  }
}
