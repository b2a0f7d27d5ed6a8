package songlam.console.notify;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import songlam.console.HandClock;
import songlam.core.event.Caps;
import songlam.core.event.Severity;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.journal.SystemStore;

class OutboxTest {
  private final InMemorySystemStore store = new InMemorySystemStore();
  private final HandClock clock = new HandClock(1_000);
  private final FlakyChannel channel = new FlakyChannel();

  @Test
  void onlyUrgentAlertsGoOutAndEachOnce() {
    Outbox outbox = outbox();
    outbox.offer(Told.alert("low", Severity.MEDIUM));
    outbox.offer(Told.alert("high", Severity.HIGH));
    outbox.offer(Told.alert("high", Severity.HIGH));
    outbox.work();
    outbox.work();
    assertEquals(List.of("high"), channel.delivered);
    assertEquals("delivered", outbox.record().getFirst().state());
  }

  @Test
  void whatFailsIsTriedAgainLaterAlsoAfterARestart() {
    channel.failures = 2;
    outbox().offer(Told.alert("high", Severity.CRITICAL));
    Outbox restarted = outbox();
    restarted.work();
    assertEquals("broken pipe", restarted.record().getFirst().lastError());
    restarted.work();
    assertEquals(1, restarted.record().getFirst().tries(), "not before its time");
    clock.millis += 5_000;
    restarted.work();
    clock.millis += 10_000;
    restarted.work();
    assertEquals(List.of("high"), channel.delivered);
    assertEquals(3, restarted.record().getFirst().tries());
  }

  @Test
  void aDeadReceiverIsGivenUpAndOnRecord() {
    channel.failures = Integer.MAX_VALUE;
    Outbox outbox = outbox();
    outbox.offer(Told.alert("high", Severity.HIGH));
    for (int i = 0; i < Outbox.MOST_TRIES + 5; i++) {
      outbox.work();
      clock.millis += 3_600_000;
    }
    assertEquals("given_up", outbox.record().getFirst().state());
    assertEquals(Outbox.MOST_TRIES, outbox.record().getFirst().tries());
  }

  @Test
  void anIncidentThatRisesToTheSeverityGoesOutOnceUnderWhateverName() {
    Outbox outbox = outbox();
    outbox.offer(Told.incident(Severity.MEDIUM, "b", "c"));
    outbox.offer(Told.incident(Severity.CRITICAL, "b", "c", "d"));
    outbox.offer(Told.incident(Severity.CRITICAL, "b", "c", "d", "e"));
    outbox.offer(Told.incident(Severity.CRITICAL, "a", "b", "c", "d", "e"));
    outbox.work();
    assertEquals(List.of("inc-b"), channel.delivered);
  }

  @Test
  void anIncidentSaysNothingNewOfOneAlert() {
    Outbox outbox = outbox();
    outbox.offer(Told.alert("a", Severity.HIGH));
    outbox.offer(Told.incident(Severity.HIGH, "a"));
    outbox.work();
    assertEquals(List.of("a"), channel.delivered);
    outbox.offer(Told.incident(Severity.HIGH, "a", "b"));
    outbox.work();
    assertEquals(List.of("a", "inc-a"), channel.delivered);
  }

  @Test
  void whatCameLateGoesOutWhileItIsRecentAndStaysAtHomeAfterwards() {
    Outbox outbox = outbox();
    clock.millis += Outbox.LATE_MILLIS / 2;
    outbox.offer(Told.alert("joined", Severity.HIGH, true));
    outbox.offer(Told.incident(Severity.CRITICAL, true, "joined", "another"));
    outbox.work();
    assertEquals(List.of("joined", "inc-joined"), channel.delivered);
    clock.millis += Outbox.LATE_MILLIS;
    outbox.offer(Told.alert("backfilled", Severity.CRITICAL, true));
    outbox.offer(Told.incident(Severity.CRITICAL, true, "x", "y"));
    outbox.work();
    assertEquals(List.of("joined", "inc-joined"), channel.delivered);
    outbox.offer(Told.alert("waited for the store", Severity.HIGH));
    outbox.work();
    assertEquals(3, channel.delivered.size(), "what the live stream tells is never too old");
  }

  @Test
  void whatAnEarlierVersionKeptIsSentToo() {
    String kept =
        """
        {"id": "webhook:test|old", "channel": "webhook:test", "state": "waiting", "tries": 1,
         "lastError": "", "nextTryAt": 0, "createdAt": 1, "notice": {"alert": "old",
         "pipeline": "security", "severity": "high", "title": {"vi": "a", "en": "b"},
         "reason": {"vi": "c", "en": "d"}, "firstSeen": 1, "link": "l", "simulated": false}}
        """;
    store.put(SystemStore.Family.OUTBOX, "webhook:test|old", kept.getBytes(UTF_8));
    Outbox outbox = outbox();
    outbox.work();
    assertEquals(List.of("old"), channel.delivered);
    assertEquals("alert", outbox.record().getFirst().notice().kind());
  }

  @Test
  void theSignatureIsTheHmacOfTheBody() {
    // RFC 4231, test case 2.
    assertTrue(
        WebhookChannel.sign("what do ya want for nothing?".getBytes(US_ASCII), "Jefe")
            .startsWith("5bdcc146bf60754e6a042426089575c7"));
  }

  private Outbox outbox() {
    return new Outbox(
        store, clock, Severity.HIGH, "http://localhost:9443", List.of(channel), new Caps());
  }

  private static final class FlakyChannel implements Channel {
    private final List<String> delivered = new ArrayList<>();
    private int failures;

    @Override
    public String name() {
      return "webhook:test";
    }

    @Override
    public CompletionStage<Void> deliver(Notice notice) {
      if (failures-- > 0) {
        return CompletableFuture.failedStage(new IllegalStateException("broken pipe"));
      }
      delivered.add(notice.id());
      return CompletableFuture.completedStage(null);
    }
  }
}
