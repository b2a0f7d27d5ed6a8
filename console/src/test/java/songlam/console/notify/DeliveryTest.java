package songlam.console.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.console.HandClock;
import songlam.core.event.Caps;
import songlam.core.event.Severity;
import songlam.core.journal.InMemorySystemStore;

/** Both channels against real servers: what arrives, what is tried again and what never is. */
class DeliveryTest {
  private final Vertx vertx = Vertx.vertx();
  private final HandClock clock = new HandClock(1_000);
  @TempDir private Path folder;
  private MailServer mail;
  private HookServer hook;

  @BeforeEach
  void open() throws IOException {
    mail = new MailServer(folder);
    hook = new HookServer();
  }

  @AfterEach
  void close() {
    mail.close();
    hook.close();
    vertx.close().await();
  }

  @Test
  void aMailArrivesOverStartTlsInItsLanguage() throws Exception {
    Outbox outbox = outbox(mail(Language.EN, mail.authority()));
    outbox.offer(Told.incident(Severity.CRITICAL, "a", "b"));
    assertEquals(Parcel.DELIVERED, worked(outbox).state());
    String message = mail.received().getFirst();
    assertTrue(message.contains("[critical]_Incident:_Port_scan"), message);
    assertTrue(message.contains("To: duty@example.com"), message);
    assertTrue(message.contains("14:03: 412 failed sign-ins.\nDo now: block it."), message);
    assertTrue(message.contains("http://localhost:9443/incidents/inc-a"), message);
  }

  @Test
  void aMailServerThatIsBusyIsAskedAgainLater() throws Exception {
    mail.answerNext("451 greylisted", "421 too many connections");
    Outbox outbox = outbox(mail(Language.VI, mail.authority()));
    outbox.offer(Told.alert("a", Severity.HIGH));
    Parcel first = worked(outbox);
    assertEquals(Parcel.WAITING, first.state());
    assertTrue(first.lastError().contains("451 greylisted"), first.lastError());
    assertEquals(clock.millis + 5_000, first.nextTryAt());
    clock.millis += 5_000;
    assertEquals(clock.millis + 10_000, worked(outbox).nextTryAt(), "each pause twice as long");
    clock.millis += 10_000;
    assertEquals(3, worked(outbox).tries());
    assertEquals(Parcel.DELIVERED, outbox.record().getFirst().state());
    assertEquals(1, mail.received().size());
  }

  @Test
  void whatAMailServerRefusesForGoodIsOnRecordAndNotSentAgain() throws Exception {
    mail.answerNext("550 no such user");
    Outbox outbox = outbox(mail(Language.VI, mail.authority()));
    outbox.offer(Told.alert("a", Severity.HIGH));
    Parcel refused = worked(outbox);
    assertEquals(Parcel.GIVEN_UP, refused.state());
    assertTrue(refused.lastError().contains("550 no such user"), refused.lastError());
    clock.millis += 3_600_000;
    outbox.work();
    Thread.sleep(100);
    assertEquals(1, outbox.record().getFirst().tries());
    assertEquals(List.of(), mail.received());
  }

  @Test
  void aMailServerThatCannotProveItsNameGetsNothing() throws Exception {
    Outbox outbox = outbox(mail(Language.VI, null));
    outbox.offer(Told.alert("a", Severity.HIGH));
    assertEquals(Parcel.WAITING, worked(outbox).state());
    assertEquals(List.of(), mail.received());
  }

  @Test
  void aWebhookIsSignedAndTriedAgain() throws Exception {
    hook.answerNext(500);
    Outbox outbox = outbox(new WebhookChannel(vertx, hook.url(), "mật"));
    outbox.offer(Told.incident(Severity.CRITICAL, "a", "b"));
    Parcel first = worked(outbox);
    assertEquals("status 500", first.lastError());
    assertEquals(clock.millis + 5_000, first.nextTryAt());
    clock.millis += 5_000;
    assertEquals(Parcel.DELIVERED, worked(outbox).state());
    assertEquals(2, hook.posts().size());
    for (HookServer.Post post : hook.posts()) {
      byte[] bytes = post.body().getBytes(UTF_8);
      assertEquals("sha256=" + WebhookChannel.sign(bytes, "mật"), post.signature());
    }
    JsonObject body = new JsonObject(hook.posts().getLast().body());
    assertEquals("incident", body.getString("kind"));
    assertEquals("inc-a", body.getString("incident"));
    assertEquals("critical", body.getString("severity"));
    assertTrue(body.getJsonObject("reason").getString("vi").contains("412 lần"), body.encode());
    assertEquals("http://localhost:9443/incidents/inc-a", body.getString("link"));
  }

  private MailChannel mail(Language language, @Nullable Path authority) {
    return new MailChannel(
        vertx,
        new MailChannel.Settings(
            "localhost",
            mail.port(),
            "starttls",
            authority,
            null,
            null,
            "songlam@example.com",
            List.of("duty@example.com")),
        language);
  }

  private Outbox outbox(Channel channel) {
    return new Outbox(
        new InMemorySystemStore(),
        clock,
        Severity.HIGH,
        "http://localhost:9443",
        List.of(channel),
        new Caps());
  }

  /** What became of the one parcel at the next try. */
  private static Parcel worked(Outbox outbox) throws InterruptedException {
    int tries = outbox.record().getFirst().tries();
    outbox.work();
    long end = System.nanoTime() + 30_000_000_000L;
    while (outbox.record().getFirst().tries() == tries && System.nanoTime() < end) {
      Thread.sleep(10);
    }
    assertEquals(tries + 1, outbox.record().getFirst().tries());
    return outbox.record().getFirst();
  }
}
