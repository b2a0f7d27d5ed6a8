package songlam.core.correlate.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.window.Contribution;
import songlam.core.correlate.window.Sighting;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.Severity;

class MissedCodecTest {
  private static final long START = TrialStream.START;
  private static final Pack PACK =
      TrialPack.with(Map.of("counted", TrialPack.condition("counted")), "");
  private static final Rule RULE = PACK.rules().getFirst();

  @Test
  void anAlertComesBackAsItWas() {
    MissedCodec.Written written = MissedCodec.write(missed(80, ""), 1 << 20);
    assertFalse(written.cut());
    LateJoin.Missed back = read(written);
    assertEquals(Severity.HIGH, back.severity());
    assertEquals(TrialPack.whole(alert(missed(80, ""))), TrialPack.whole(alert(back)));
  }

  @Test
  void ofOneThatIsTooLongTheMiddleOfTheEvidenceIsLeftOut() {
    LateJoin.Missed whole = missed(80, "x".repeat(1_000));
    Alert before = alert(missed(80, "x".repeat(1_000)));
    MissedCodec.Written written = MissedCodec.write(whole, 30_000);
    assertTrue(written.cut());
    assertTrue(written.bytes().length <= 30_000, "bytes: " + written.bytes().length);
    Alert after = alert(read(written));
    assertEquals(before.id(), after.id());
    assertEquals(80, after.count());
    int kept = after.evidence().size();
    assertTrue(kept > 1, "kept: " + kept);
    IntPredicate isKept = i -> i < kept - kept / 2 || i >= 50 - kept / 2;
    assertEquals(
        IntStream.range(0, 50)
            .filter(isKept)
            .mapToObj(i -> before.evidence().get(i).event().id())
            .toList(),
        after.evidence().stream().map(evidence -> evidence.event().id()).toList());
  }

  @Test
  void oneEventAlwaysStays() {
    MissedCodec.Written written = MissedCodec.write(missed(3, "x".repeat(10_000)), 1_000);
    assertTrue(written.cut());
    assertEquals(1, alert(read(written)).evidence().size());
  }

  @Test
  void bytesOfAnotherFormatAreNoAlert() {
    assertNull(MissedCodec.read(RULE, new byte[] {0, 0, 0, 1}));
    assertNull(MissedCodec.read(RULE, new byte[] {7}));
  }

  private static LateJoin.Missed read(MissedCodec.Written written) {
    return Objects.requireNonNull(MissedCodec.read(RULE, written.bytes()));
  }

  private static Alert alert(LateJoin.Missed missed) {
    return new AlertMaker(PACK, true).make(missed.episode(), Condition.ACTIVE, missed.severity());
  }

  private static LateJoin.Missed missed(int events, String message) {
    Episode episode = new Episode(RULE, "192.0.2.1", 0);
    for (int i = 0; i < events; i++) {
      Event event =
          new EventBuilder()
              .timestamp(START + i)
              .origin("host")
              .set(EcsField.SOURCE_IP, "192.0.2.1")
              .set(EcsField.USER_NAME, "user-" + i)
              .set(EcsField.MESSAGE, message)
              .build(new EventId("n1", 0, i, 0));
      Contribution one = new Contribution(event.documentId(), START + i, "", event);
      episode.take(new Sighting("192.0.2.1", List.of(one), i, i, START + i, false));
    }
    return new LateJoin.Missed(episode, Severity.HIGH);
  }
}
