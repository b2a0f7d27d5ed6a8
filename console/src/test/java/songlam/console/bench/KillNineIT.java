package songlam.console.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The product as people start it, killed with all its children while documents come in, three
 * times. What it acknowledged is stored once; attacks that straddle a kill become the alerts that
 * an undisturbed platform makes of the same documents. {@code -Dsonglam.kill.seconds=20} makes the
 * load between kills longer than the three seconds it takes here.
 */
class KillNineIT {
  private static final int KILLS = Integer.getInteger("songlam.kills", 3);
  private static final int LOAD_SECONDS = Integer.getInteger("songlam.kill.seconds", 3);
  private static final int GUESSERS = 100;
  private static final int FAILURES = 24;
  private static final int BATCH = 100;
  private static final long PATIENCE_SECONDS = 150;
  private static final String STORE = "store: {heap_mb: 512}";

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void whatWasAcknowledgedIsStoredOnceAndAttacksAcrossAKillAreSeenAlike() throws Exception {
    try (Bed disturbed = new Bed(Target.Store.REAL, STORE, List.of());
        Bed undisturbed = new Bed(Target.Store.COUNTING, "", List.of());
        BulkClient client = new BulkClient(disturbed.target());
        BulkClient peer = new BulkClient(undisturbed.target())) {
      int number = 0;
      for (int kill = 1; kill <= KILLS; kill++) {
        sendToBoth(client, peer, Documents.failures(kill, GUESSERS, 0, FAILURES / 2));
        number = killUnderLoad(disturbed.target(), client, number);
        disturbed.target().restart();
        sendToBoth(client, peer, Documents.failures(kill, GUESSERS, FAILURES / 2, FAILURES));
      }
      assertTrue(client.unanswered.size() <= KILLS * BATCH, "unanswered: " + client.unanswered);
      storedAreTheAcknowledged(disturbed.target(), client);
      alertsAreAlike(disturbed.target(), undisturbed.target());
      assertTrue(
          disturbed.target().get("/api/v1/ledger").path("balanced").asBoolean(),
          () -> disturbed.target().get("/api/v1/ledger").toPrettyString());
    }
  }

  /** Batch after batch, until the platform dies in the middle of it. */
  private static int killUnderLoad(Target target, BulkClient client, int from)
      throws InterruptedException {
    AtomicBoolean dead = new AtomicBoolean();
    Thread killer =
        Thread.ofPlatform()
            .start(
                () -> {
                  Target.pause(LOAD_SECONDS * 1_000L);
                  target.kill();
                  dead.set(true);
                });
    int number = from;
    while (!dead.get() && client.send(Documents.ordinary("load-", number, BATCH)) != 0) {
      number += BATCH;
    }
    killer.join();
    return number + BATCH;
  }

  private static void sendToBoth(
      BulkClient client, BulkClient peer, List<Documents.Document> documents)
      throws InterruptedException {
    for (int at = 0; at < documents.size(); at += BATCH) {
      List<Documents.Document> batch =
          documents.subList(at, Math.min(documents.size(), at + BATCH));
      assertEquals(200, client.send(batch));
      assertEquals(200, peer.send(batch));
    }
  }

  private static void storedAreTheAcknowledged(Target target, BulkClient client)
      throws InterruptedException {
    await(
        () -> {
          Target.Account bulk = target.account("bulk");
          return bulk.pending() == 0 && bulk.stored() >= client.acknowledged.size();
        });
    Map<String, Integer> stored = new HashMap<>();
    await(
        () -> {
          stored.clear();
          for (JsonNode hit : all(target, "/api/v1/events?q=songlam.source:bulk&histogram=false")) {
            stored.merge(hit.path("id").asText(), 1, Integer::sum);
          }
          return stored.size() >= client.acknowledged.size();
        });
    stored.forEach((id, times) -> assertEquals(1, times, id));
    Set<String> missing = new HashSet<>(client.acknowledged);
    missing.removeAll(stored.keySet());
    assertEquals(Set.of(), missing, "acknowledged and not stored");
    Set<String> unknown = new HashSet<>(stored.keySet());
    unknown.removeAll(client.acknowledged);
    unknown.removeAll(client.unanswered);
    assertEquals(Set.of(), unknown, "stored and never sent");
  }

  private static void alertsAreAlike(Target disturbed, Target undisturbed)
      throws InterruptedException {
    int expected = KILLS * GUESSERS;
    // Agents may come late by a minute, and so long correlation waits.
    await(() -> all(undisturbed, GUESSING).size() == expected && counts(undisturbed));
    await(() -> all(disturbed, GUESSING).size() >= expected && counts(disturbed));
    Map<String, String> there = whole(undisturbed);
    assertEquals(expected, there.size());
    assertEquals(there, whole(disturbed));
  }

  private static final String GUESSING = "/api/v1/alerts?rule=security/password-guessing";

  private static boolean counts(Target target) {
    return all(target, GUESSING).stream().allMatch(a -> a.path("count").asInt() == FAILURES);
  }

  /** Id, reason and evidence of each alert by what it is about. */
  private static Map<String, String> whole(Target target) {
    Map<String, String> alerts = new TreeMap<>();
    for (JsonNode alert : all(target, GUESSING)) {
      JsonNode whole = target.get("/api/v1/alerts/" + alert.path("id").asText());
      StringBuilder text = new StringBuilder(whole.path("id").asText());
      text.append(' ').append(whole.path("reason"));
      whole.path("evidence").forEach(one -> text.append(' ').append(one.path("id").asText()));
      String twin = alerts.put(whole.path("groupKey").asText(), text.toString());
      assertNull(twin, "two alerts about " + whole.path("groupKey"));
    }
    return alerts;
  }

  /** Every page of a list. */
  private static List<JsonNode> all(Target target, String path) {
    List<JsonNode> items = new ArrayList<>();
    String cursor = "";
    do {
      String more = cursor.isEmpty() ? "" : "&cursor=" + cursor;
      JsonNode page = target.get(path + "&size=1000" + more);
      page.path("items").forEach(items::add);
      cursor = page.path("cursor").asText("");
      cursor = cursor.equals("null") ? "" : cursor;
    } while (!cursor.isEmpty());
    return items;
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < until && !condition.holds()) {
      Thread.sleep(1_000);
    }
  }
}
