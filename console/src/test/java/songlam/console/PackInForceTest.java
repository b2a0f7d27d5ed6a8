package songlam.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.access.Role;
import songlam.core.correlate.Alert;
import songlam.core.store.AlertSearch;
import songlam.core.store.StoredAlert;

/**
 * Packs in force on a running platform: what breaks is told of, what is retired stops, and what is
 * backtested on the journal is what was told of live.
 */
class PackInForceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SIGMA = "9f1d6a0e-7c1b-4f57-9d2e-3c6f5a0b1c2d";

  private static final String SIGMA_RULE =
      """
      title: Odd word
      id: 9f1d6a0e-7c1b-4f57-9d2e-3c6f5a0b1c2d
      logsource: {product: linux, service: sshd}
      detection:
        keywords: [odd-word]
        condition: keywords
      level: high
      """;

  private static final String PACK =
      """
      id: %s
      pipeline: security
      %srules:
        - id: seen
          severity: high
          title: {vi: "thấy", en: "seen"}
          reason: {vi: "{count} ở {host.name}", en: "{count} on {host.name}"}
          when: {kind: threshold, match: "process.name:sshd AND host.name:%s", group_by: host.name, window: 1m, count: %d}
        - id: found
          title: {vi: "phát hiện", en: "found"}
          reason: {vi: "{count}", en: "{count}"}
          when: {kind: threshold, match: "songlam.finding.level:high", group_by: host.name, window: 1m, count: 1}
        - id: other
          title: {vi: "khác", en: "other"}
          reason: {vi: "{count}", en: "{count}"}
          when: {kind: threshold, match: "host.name:nowhere", group_by: host.name, window: 1m, count: 1}
      """;

  /** Of sixty facts it makes thirteen million. */
  private static final String EXPLOSION =
      """
      rule "explodes"
      when
        $a : Noticed( rule == "seen" )
        $b : Noticed( key != $a.key )
        $c : Noticed( key != $b.key )
        $d : Noticed( key != $c.key )
      then
      end
      """;

  @TempDir private static Path folder;
  private static RunningPlatform platform;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    port = RunningPlatform.freePort();
    platform =
        new RunningPlatform(
            folder,
            """
            canaries: {enabled: false}
            inputs:
              syslog-tcp: {kind: tcp, type: syslog, port: %d}
            """
                .formatted(port));
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  void codeThatExplodesIsSwitchedOffWithAnAlertAndSaidSoEverywhere() throws Exception {
    save(
        "exploding",
        Map.of("pack.yml", pack("exploding", "drl: own.drl\n", "boom-*", 1), "own.drl", EXPLOSION));
    move("exploding", "released", null);
    for (int host = 0; host < 60; host++) {
      send("boom-" + host, "opened");
    }
    Alert alert =
        awaitAlerts("platform/rule-switched-off", "exploding/explodes"::equals).getFirst();
    assertEquals("high", alert.severity().label());
    assertTrue(
        alert.reason().vi().startsWith("\"explodes\" của bộ luật exploding bị tắt"),
        alert::toString);
    assertTrue(alert.reason().en().startsWith("\"explodes\" of pack exploding is switched off"));
    awaitAlerts("exploding/seen", "boom-59"::equals);

    JsonObject broken = rule("exploding/seen");
    assertFalse(broken.getBoolean("evaluated"), broken.encode());
    assertTrue(broken.getJsonObject("notEvaluated").getString("vi").contains("explodes"));
    assertTrue(rule("exploding/other").getBoolean("evaluated"), "the code says nothing of it");
    awaitHealth(packs -> packs.contains("\"explodes\" of pack exploding"));
    move("exploding", "retired", null);
    assertFalse(rule("exploding/seen").getBoolean("evaluated"));
  }

  @Test
  void aPackThatIsRetiredStops() throws Exception {
    save("leaving", Map.of("pack.yml", pack("leaving", "", "both-*", 1)));
    save("staying", Map.of("pack.yml", pack("staying", "", "both-*", 1)));
    move("leaving", "released", null);
    move("staying", "released", null);
    send("both-1", "opened");
    awaitAlerts("leaving/seen", "both-1"::equals);
    move("leaving", "retired", null);
    send("both-2", "opened");
    awaitAlerts("staying/seen", "both-2"::equals);
    assertEquals(Set.of("both-1"), groups("leaving/seen"));
    move("leaving", "released", null);
    send("both-3", "opened");
    awaitAlerts("leaving/seen", "both-3"::equals);
  }

  @Test
  void healthSaysThatNobodyWatchesTheWatchmen() throws InterruptedException {
    move("platform", "retired", 0);
    awaitHealth(packs -> packs.contains("The pack platform does not run"));
    move("platform", "released", 0);
    awaitHealth(packs -> !packs.contains("The pack platform"));
  }

  @Test
  void aBacktestOnTheJournalTellsOfWhatWasToldOfLive() throws Exception {
    platform.post(
        "/api/v1/rules",
        Role.ADMINISTRATOR,
        new JsonObject()
            .put("files", new JsonObject().put("rule.yml", SIGMA_RULE))
            .put("why", "x"));
    move(SIGMA, "released", null);
    save("tried", Map.of("pack.yml", pack("tried", "", "tried-*", 1)));
    move("tried", "released", null);
    for (int host = 0; host < 4; host++) {
      send("tried-" + host, "odd-word here");
    }
    send("tried-0", "again");
    awaitAlerts("tried/seen", "tried-3"::equals);
    awaitAlerts("tried/found", "tried-3"::equals);
    awaitAlerts("tried/seen", "tried-0"::equals);

    JsonObject same = backtest("tried", 1);
    assertEquals(8, same.getInteger("alertsAfter"), same.encode());
    assertEquals(8, same.getInteger("alertsBefore"), same.encode());

    save("tried", Map.of("pack.yml", pack("tried", "", "tried-*", 2)));
    JsonObject stricter = backtest("tried", 2);
    assertEquals(3, stricter.getInteger("lostCount"), stricter.encode());
    assertEquals(0, stricter.getInteger("gainedCount"), stricter.encode());
    Set<String> lost = new TreeSet<>();
    for (Object one : stricter.getJsonArray("lost")) {
      lost.add(((JsonObject) one).getString("id"));
    }
    Map<String, String> live = new TreeMap<>();
    alerts().forEach(alert -> live.put(alert.id(), alert.rule() + " " + alert.groupKey()));
    live.keySet().retainAll(lost);
    assertEquals(
        List.of("tried/seen tried-1", "tried/seen tried-2", "tried/seen tried-3"),
        live.values().stream().sorted().toList());
    move("tried", "retired", null);
    move(SIGMA, "retired", null);
  }

  private static String pack(String id, String more, String hosts, int count) {
    return PACK.formatted(id, more, hosts, count);
  }

  private static JsonObject backtest(String rule, int version) throws InterruptedException {
    JsonObject body =
        new JsonObject().put("rule", rule).put("version", version).put("source", "journal");
    HttpResponse<String> begun = platform.post("/api/v1/rules/trials", Role.ANALYST, body);
    assertEquals(202, begun.statusCode(), begun.body());
    JsonObject job =
        platform.await(
            "rules/trials/" + new JsonObject(begun.body()).getString("id"),
            PATIENCE,
            one -> !List.of("waiting", "running").contains(one.getString("state")));
    assertEquals("done", job.getString("state"), job.encode());
    return job.getJsonObject("outcome");
  }

  private static void send(String host, String text) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String line = "<38>1 " + Instant.now() + " " + host + " sshd 7 - - " + text + "\n";
      socket.getOutputStream().write(line.getBytes(UTF_8));
    }
  }

  private static void save(String id, Map<String, String> files) {
    JsonObject texts = new JsonObject();
    files.forEach(texts::put);
    JsonObject body = new JsonObject().put("id", id).put("files", texts).put("why", "test");
    HttpResponse<String> answer = platform.post("/api/v1/rules", Role.ADMINISTRATOR, body);
    assertEquals(200, answer.statusCode(), answer.body());
  }

  private static void move(String id, String state, @Nullable Integer version) {
    JsonObject body = new JsonObject().put("state", state).put("why", "test");
    if (version != null) {
      body.put("version", version);
    }
    HttpResponse<String> answer =
        platform.post("/api/v1/rules/" + id + "/state", Role.ADMINISTRATOR, body);
    assertEquals(200, answer.statusCode(), answer.body());
  }

  private static JsonObject rule(String id) {
    return platform.read("rules").getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .filter(rule -> id.equals(rule.getString("id")))
        .findFirst()
        .orElseThrow();
  }

  /** What is said of packs, once it has come into force. */
  private static void awaitHealth(Predicate<String> wanted) throws InterruptedException {
    Predicate<JsonObject> said =
        health ->
            health.getJsonArray("parts").stream()
                .map(JsonObject.class::cast)
                .filter(part -> part.getString("name").equals("packs"))
                .map(part -> part.getJsonObject("detail").getString("en"))
                .anyMatch(wanted);
    JsonObject health = platform.await("health", PATIENCE, said);
    assertTrue(said.test(health), health::encode);
  }

  private static List<Alert> alerts() throws Exception {
    platform.stores().alerts().refresh();
    return platform.stores().alerts().search(AlertSearch.ALL).items().stream()
        .map(StoredAlert::alert)
        .toList();
  }

  private static Set<String> groups(String rule) throws Exception {
    Set<String> groups = new TreeSet<>();
    alerts().stream()
        .filter(alert -> alert.rule().equals(rule))
        .forEach(alert -> groups.add(alert.groupKey()));
    return groups;
  }

  private static List<Alert> awaitAlerts(String rule, Predicate<String> group) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    List<Alert> found = List.of();
    while (found.isEmpty() && System.nanoTime() < end) {
      Thread.sleep(100);
      found =
          alerts().stream()
              .filter(alert -> alert.rule().equals(rule) && group.test(alert.groupKey()))
              .toList();
    }
    assertFalse(found.isEmpty(), rule + " (expected: an alert; there are " + alerts() + ")");
    return found;
  }
}
