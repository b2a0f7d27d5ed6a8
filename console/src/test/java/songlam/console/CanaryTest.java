package songlam.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.access.Role;
import songlam.core.query.QueryException;
import songlam.core.query.QueryParser;
import songlam.core.store.AlertSearch;
import songlam.core.store.EventScan;
import songlam.core.store.IncidentSearch;

/** Every rule that ships is proven through the whole platform, and nobody hears of it. */
class CanaryTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir private Path folder;

  @Test
  void everyRuleThatShipsIsProvenAndNobodyHearsOfIt() throws Exception {
    int syslog = RunningPlatform.freePort();
    try (RunningPlatform platform =
        new RunningPlatform(
            folder,
            """
            canaries: {every: 6h, spacing: 30ms, first: 100ms, patience: 20s}
            inputs:
              syslog-tcp: {kind: tcp, type: syslog, port: %d}
            """
                .formatted(syslog))) {
      JsonObject ledgerBefore = ledger(platform);
      JsonObject report =
          platform.await(
              "canaries", PATIENCE, now -> now.getJsonObject("counts").getInteger("waiting") == 0);
      JsonObject counts = report.getJsonObject("counts");
      assertEquals(new TreeSet<>(), rules(report, "failing"), report.encodePrettily());
      assertEquals(new TreeSet<>(), rules(report, "unprovable"), counts.encode());
      assertTrue(counts.getInteger("proven") >= 140, counts.encode());

      assertNobodyHeard(platform, ledgerBefore);
      assertCovered(platform);
      JsonArray listed = platform.read("rules").getJsonArray("items");
      assertTrue(
          listed.stream().allMatch(one -> ((JsonObject) one).getString("lastProven") != null));
    }
    assertProofOutlivesTheProcess(syslog);
  }

  private static void assertNobodyHeard(RunningPlatform platform, JsonObject ledgerBefore)
      throws QueryException {
    platform.stores().alerts().refresh();
    assertEquals(List.of(), platform.stores().alerts().search(AlertSearch.ALL).items());
    assertEquals(0, platform.stores().incidents().search(IncidentSearch.in(Set.of(), 0)).total());
    assertEquals(0, platform.read("notifications").getJsonArray("items").size());
    EventScan heard =
        new EventScan(
            QueryParser.parse(
                "NOT event.dataset:songlam.canary AND NOT songlam.source:platform-log"),
            Long.MIN_VALUE,
            Long.MAX_VALUE);
    assertEquals(0, platform.stores().events().count(heard), "a canary is no document");
    JsonObject ledger = ledger(platform);
    assertEquals(ledgerBefore.encode(), ledger.encode(), "and no figure of any input");
    JsonObject rest = platform.read("ledger");
    assertTrue(!rest.encode().contains("\"source\":\"canary\""), rest.encode());
    JsonArray reports = platform.read("map").getJsonArray("reports");
    assertEquals(0, reports.size(), "no citizen reported anything: " + reports.encode());
  }

  /** The rows of inputs, which canaries came through and were not counted by. */
  private static JsonObject ledger(RunningPlatform platform) {
    JsonObject rows = new JsonObject();
    for (Object one : platform.read("ledger").getJsonArray("sources", new JsonArray())) {
      JsonObject row = (JsonObject) one;
      String source = row.getString("source");
      if (!source.equals("canaries") && !source.equals("platform-log")) {
        rows.put(source, row.getLong("received"));
      }
    }
    return rows;
  }

  private static void assertCovered(RunningPlatform platform) {
    JsonObject matrix = platform.read("coverage");
    for (Object one : matrix.getJsonArray("items")) {
      assertEquals("proven", ((JsonObject) one).getString("level"), one.toString());
    }
  }

  private void assertProofOutlivesTheProcess(int syslog) throws IOException {
    try (RunningPlatform again =
        new RunningPlatform(
            folder,
            """
            canaries: {enabled: false}
            inputs:
              syslog-tcp: {kind: tcp, type: syslog, port: %d}
            """
                .formatted(syslog))) {
      JsonObject report = again.read("canaries");
      assertEquals(0, report.getJsonObject("counts").getInteger("waiting"));
      HttpResponse<String> off =
          again.post("/api/v1/canaries/security%2Fport-scan/run", Role.ANALYST, new JsonObject());
      assertEquals(400, off.statusCode(), off.body());
    }
  }

  /** What cannot be proven says so, and what is asked for is tried at once. */
  @Test
  void withoutAnInputOfItsTypeARuleSaysThatItCannotBeProven() throws Exception {
    try (RunningPlatform platform =
        new RunningPlatform(
            folder, "canaries: {every: 6h, spacing: 20ms, first: 1h, patience: 20s}\n")) {
      JsonObject report = platform.read("canaries");
      JsonObject blind =
          report.getJsonArray("items").stream()
              .map(JsonObject.class::cast)
              .filter(one -> one.getString("standing").equals("unprovable"))
              .findFirst()
              .orElseThrow();
      assertTrue(
          blind.getJsonObject("unprovable").getString("en").contains("syslog"), blind.encode());
      HttpResponse<String> refused =
          platform.post(
              "/api/v1/canaries/" + blind.getString("rule") + "/run",
              Role.ANALYST,
              new JsonObject());
      assertEquals(400, refused.statusCode(), refused.body());
      HttpResponse<String> asked =
          platform.post(
              "/api/v1/canaries/security%2Fport-scan/run", Role.ANALYST, new JsonObject());
      assertEquals(200, asked.statusCode(), asked.body());
      JsonObject scan = new JsonObject(asked.body());
      assertTrue(scan.getString("standing").equals("waiting"));
      assertNull(scan.getString("lastProven"));
      assertNotNull(scan.getJsonObject("title"));
    }
  }

  private static TreeSet<String> rules(JsonObject report, String standing) {
    TreeSet<String> rules = new TreeSet<>();
    for (Object one : report.getJsonArray("items")) {
      JsonObject item = (JsonObject) one;
      if (item.getString("standing").equals(standing)) {
        rules.add(
            item.getString("rule")
                + " "
                + item.getString("diedAt")
                + " "
                + item.getString("detail"));
      }
    }
    return rules;
  }
}
