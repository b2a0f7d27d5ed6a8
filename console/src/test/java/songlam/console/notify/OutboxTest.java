package songlam.console.notify;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.Pipeline;
import songlam.core.event.Caps;
import songlam.core.event.Severity;
import songlam.core.event.Text;
import songlam.core.journal.InMemorySystemStore;

class OutboxTest {
  private final InMemorySystemStore store = new InMemorySystemStore();
  private final HandClock clock = new HandClock();
  private final FlakyChannel channel = new FlakyChannel();

  @Test
  void onlyUrgentAlertsGoOutAndEachOnce() {
    Outbox outbox = outbox();
    outbox.offer(alert("low", Severity.MEDIUM));
    outbox.offer(alert("high", Severity.HIGH));
    outbox.offer(alert("high", Severity.HIGH));
    outbox.work();
    outbox.work();
    assertEquals(List.of("high"), channel.delivered);
    assertEquals("delivered", outbox.record().getFirst().state());
  }

  @Test
  void whatFailsIsTriedAgainLaterAlsoAfterARestart() {
    channel.failures = 2;
    outbox().offer(alert("high", Severity.CRITICAL));
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
    outbox.offer(alert("high", Severity.HIGH));
    for (int i = 0; i < Outbox.MOST_TRIES + 5; i++) {
      outbox.work();
      clock.millis += 3_600_000;
    }
    assertEquals("given_up", outbox.record().getFirst().state());
    assertEquals(Outbox.MOST_TRIES, outbox.record().getFirst().tries());
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

  private static Alert alert(String id, Severity severity) {
    return new Alert(
        id,
        "security/x",
        "security",
        Pipeline.SECURITY,
        severity,
        new Text("a", "b"),
        new Text("c", "d"),
        "",
        List.of(),
        1,
        2,
        1,
        List.of(),
        List.of(),
        Condition.ACTIVE,
        null,
        null,
        false,
        true);
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
      delivered.add(notice.alert());
      return CompletableFuture.completedStage(null);
    }
  }

  private static final class HandClock extends Clock {
    private long millis = 1_000;

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
