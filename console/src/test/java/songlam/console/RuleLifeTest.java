package songlam.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.console.control.ControlClient;
import songlam.core.access.Role;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.event.Cap;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.EventJson;
import songlam.core.pipeline.StoreWriter.Document;
import songlam.core.rule.RuleImport;

/** A rule's life over the API of a running platform, each answer against the description. */
class RuleLifeTest {
  private static final String ID = "5f1d6a0e-7c1b-4f57-9d2e-3c6f5a0b1c2d";
  private static final String RULE =
      """
      title: Made by hand
      id: 5f1d6a0e-7c1b-4f57-9d2e-3c6f5a0b1c2d
      logsource: {product: linux, service: sshd}
      detection:
        keywords: [made-by-hand]
        condition: keywords
      level: low
      """;

  @TempDir private static Path folder;
  private static DescribedPlatform platform;

  @BeforeAll
  static void start() throws IOException {
    platform = new DescribedPlatform(folder);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  void aRuleIsWrittenWatchedReleasedAndTakenBack() {
    JsonObject saved = post("", "", files(RULE).put("why", "first"), 200);
    assertEquals("draft", saved.getString("state"));
    post("/{id}/state", "/" + ID + "/state", state("shadow", null), 200);
    JsonObject listed = listed(ID);
    assertEquals("shadow", listed.getString("state"));
    assertEquals(1, listed.getInteger("shadowVersion"));
    post("/{id}/state", "/" + ID + "/state", state("released", null), 200);
    assertFalse(listed(ID).getString("owner").isEmpty(), "who released it answers for it");
    post("", "", files(RULE.replace("low", "high")).put("why", "more urgent"), 200);
    post("/{id}/state", "/" + ID + "/state", state("released", 2), 200);
    assertEquals("high", listed(ID).getString("level"));
    JsonObject diff = get("/{id}/diff", "/" + ID + "/diff?from=1&to=2", 200);
    assertTrue(diff.getString("diff").contains("+level: high"));
    JsonObject back = post("/{id}/state", "/" + ID + "/state", state("released", 1), 200);
    assertEquals(4, back.getJsonArray("steps").size());
    assertEquals("low", listed(ID).getString("level"));
    get("/{id}/life", "/" + ID + "/life", 200);
    get("/{id}/versions/{version}", "/" + ID + "/versions/2", 200);
    JsonObject owned = post("/{id}/owner", "/" + ID + "/owner", owner("Tổ giám sát"), 200);
    assertEquals("Tổ giám sát", owned.getString("owner"));
  }

  @Test
  void onlyAConflictIsResolved() {
    String id = "3f1d6a0e-7c1b-4f57-9d2e-3c6f5a0b1c2d";
    post("", "", files(RULE.replace("5f1d", "3f1d")).put("why", "first"), 200);
    JsonObject ours = new JsonObject().put("take", "ours").put("why", "ours is better");
    String why = post("/{id}/resolution", "/" + id + "/resolution", ours, 400).getString("detail");
    assertTrue(why.contains("in no conflict"), why);
    JsonObject theirs = ours.copy().put("take", "theirs");
    post("/{id}/resolution", "/" + id + "/resolution", theirs, 400);
    post("/{id}/resolution", "/none/resolution", ours, 404);
  }

  @Test
  void whatIsWrongIsToldWithItsLine() {
    JsonObject refused =
        post("", "", files(RULE.replace("keywords\n", "nothing\n")).put("why", "x"), 400);
    assertTrue(refused.getString("detail").contains("rule.yml:6:"), refused.encode());
    post("/{id}/state", "/none/state", state("released", null), 404);
    post("/{id}/state", "/security%2Fport-scan/state", state("asleep", null), 400);
  }

  @Test
  void aPackOfOursJoinsTheRunningOnes() {
    String pack =
        """
        id: ours
        pipeline: security
        rules:
          - id: twice
            title: {vi: "hai lần", en: "twice"}
            reason: {vi: "{count}", en: "{count}"}
            when: {kind: threshold, match: "event.action:twice", group_by: source.ip, window: 1m, count: 2}
        """;
    JsonObject body =
        new JsonObject()
            .put("id", "ours")
            .put("files", new JsonObject().put("pack.yml", pack))
            .put("why", "first");
    post("", "", body, 200);
    post("/{id}/state", "/ours/state", state("released", null), 200);
    JsonObject rule = listed("ours/twice");
    assertEquals("released", rule.getString("state"));
    post("/{id}/state", "/ours%2Ftwice/state", state("shadow", 0), 200);
    assertEquals("shadow", listed("ours/twice").getString("state"));
    post("/reload", "/reload", new JsonObject(), 200);
  }

  @Test
  void whatIsWrongInDrlIsToldWithTheLineOfItsFile() throws InterruptedException {
    String drl = "rule \"x\"\nwhen\n  $n : Noticed()\nthen\n  alerts.alert($m);\nend\n";
    JsonObject files =
        new JsonObject()
            .put("pack.yml", "id: broken\npipeline: security\ndrl: own.drl\n")
            .put("own.drl", drl);
    JsonObject body = new JsonObject().put("id", "broken").put("files", files).put("why", "first");
    String where = "broken/own.drl:5:16: rule \"x\": $m cannot be resolved to a variable";
    assertEquals(where, post("", "", body, 400).getString("detail"));
    JsonObject job = ended(post("/trials", "/trials", body, 202));
    assertEquals("failed", job.getString("state"));
    assertEquals(where, job.getString("failure"));
  }

  @Test
  void aRuleIsTriedOnWhatIsStored() throws InterruptedException {
    long now = System.currentTimeMillis();
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String message = i % 3 == 0 ? "session made-by-hand " + i : "session closed " + i;
      documents.add(
          new Document(sshd(now - 600_000 + i * 1_000L, "web-0" + i % 2, message, i), "t"));
    }
    platform.stores().events().create(documents);
    platform.stores().events().refresh();
    JsonObject files =
        new JsonObject()
            .put("rule.yml", RULE.replace("low", "high").replace("5f1d", "6f1d"))
            .put(
                "cases.yml",
                """
                - name: the word is there
                  fires: true
                  syslog: '<38>Nov 28 03:00:00 web-01 sshd[7]: made-by-hand'
                - name: the word is not there
                  fires: true
                  syslog: '<38>Nov 28 03:00:00 web-01 sshd[7]: made by machine'
                """);
    JsonObject body = new JsonObject().put("files", files);
    JsonObject job = ended(post("/trials", "/trials", body, 202, Role.ANALYST));
    String path = "/trials/" + job.getString("id");
    JsonObject outcome = job.getJsonObject("outcome");
    assertEquals(100, outcome.getInteger("findingsGained"), job.encodePrettily());
    assertEquals(2, outcome.getInteger("gainedCount"), job.encodePrettily());
    JsonObject alert = outcome.getJsonArray("gained").getJsonObject(0);
    assertEquals("security/finding-on-host", alert.getString("rule"));
    JsonArray cases = job.getJsonArray("cases");
    assertEquals(true, cases.getJsonObject(0).getBoolean("held"));
    assertEquals(false, cases.getJsonObject(1).getBoolean("held"));
    assertTrue(cases.getJsonObject(1).getJsonObject("explained").encode().contains("keywords"));
    platform.ask("DELETE", "/rules/trials/{id}", "/rules" + path, null, 200, Role.ANALYST);
  }

  @Test
  void aRuleSaysWhichPartsHeldForAnEvent() throws IOException {
    String id = "9f1d6a0e-7c1b-4f57-9d2e-3c6f5a0b1c2d";
    String rule = RULE.replace("5f1d", "9f1d").replace("made-by-hand", "to-be-explained");
    post("", "", files(rule).put("why", "to explain"), 200);
    Event event = sshd(System.currentTimeMillis(), "web-09", "to-be-explained", 900);
    platform.stores().events().create(List.of(new Document(event, "t")));
    platform.stores().events().refresh();
    JsonObject ids = new JsonObject().put("ids", new JsonArray().add(event.documentId()));
    String described = "/{id}/explanation";
    JsonObject held =
        post(described, "/" + id + "/explanation", ids, 200, Role.ANALYST)
            .getJsonObject("explained");
    assertTrue(held.getBoolean("held"), held.encodePrettily());

    JsonObject document = new JsonObject(new String(EventJson.write(event), UTF_8));
    document.put("message", "made by machine").remove("process");
    JsonObject given = new JsonObject().put("events", new JsonArray().add(document));
    JsonObject not = post(described, "/" + id + "/explanation", given, 200, Role.ANALYST);
    assertFalse(not.getJsonObject("explained").getBoolean("held"), not.encodePrettily());

    JsonObject scan =
        new JsonObject(
                new ControlClient(folder.resolve("data/control.sock"))
                    .ask(List.of("rules", "explain", "security/port-scan", given.encode()))
                    .orElseThrow())
            .getJsonObject("explained");
    JsonArray parts = scan.getJsonArray("parts");
    JsonObject window = parts.getJsonObject(parts.size() - 1);
    assertFalse(window.getBoolean("held"), scan.encodePrettily());
    String seen = window.getJsonArray("parts").getJsonObject(0).getJsonArray("seen").getString(0);
    assertEquals("0", seen, scan.encodePrettily());

    post(described, "/none/explanation", given, 404, Role.ANALYST);
    post(described, "/" + id + "/explanation", new JsonObject(), 400, Role.ANALYST);
  }

  private static JsonObject ended(JsonObject begun) throws InterruptedException {
    JsonObject job = begun;
    List<String> underWay = List.of("waiting", "running");
    for (int i = 0; i < 100 && underWay.contains(job.getString("state")); i++) {
      Thread.sleep(100);
      job = get("/trials/{id}", "/trials/" + begun.getString("id"), 200, Role.ANALYST);
    }
    return job;
  }

  private static Event sshd(long at, String host, String message, int number) {
    return new EventBuilder()
        .timestamp(at)
        .set(EcsField.SONGLAM_SOURCE_TYPE, "syslog")
        .set(EcsField.EVENT_DATASET, "system.auth")
        .set(EcsField.HOST_OS_TYPE, "linux")
        .set(EcsField.PROCESS_NAME, "sshd")
        .set(EcsField.HOST_NAME, host)
        .set(EcsField.MESSAGE, message)
        .build(new EventId("n1", 0, 5_000_000 + number, 0));
  }

  @Test
  void aReleaseThatBreaksACaseIsRefusedByName() {
    String id = "7f1d6a0e-7c1b-4f57-9d2e-3c6f5a0b1c2d";
    JsonObject body = files(RULE.replace("5f1d", "7f1d")).put("why", "first");
    String line = "'<38>Nov 28 03:00:00 web-01 sshd[7]: other'";
    body.getJsonObject("files")
        .put("cases.yml", "- {name: must fire, fires: true, syslog: " + line + "}\n");
    post("", "", body, 200);
    JsonObject refused = post("/{id}/state", "/" + id + "/state", state("released", null), 400);
    assertTrue(refused.getString("detail").contains("must fire (expected: it fires)"));
    post("/{id}/state", "/" + id + "/state", state("shadow", null), 200);
  }

  @Test
  void whatIsImportedAndWhatFieldsMeanIsInForceAfterAReload() throws IOException {
    Path rules = folder.resolve("data/rules");
    String id = "8e1d6a0e-7c1b-4f57-9d2e-3c6f5a0b1c2d";
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    Files.writeString(corpus.resolve("a.yml"), RULE.replace("5f1d", "8e1d") + "status: stable\n");
    new RuleImport(rules, SigmaRules.shipped(), Clock.systemUTC())
        .take(corpus, "public", "MIT", "");
    Path table = Files.createDirectories(rules.resolve("mapping")).resolve("ours.yml");
    Files.writeString(table, "product: [");
    JsonObject reloaded = post("/reload", "/reload", new JsonObject(), 200);
    assertTrue(reloaded.getJsonArray("problems").encode().contains("ours.yml"), reloaded.encode());
    assertEquals("shadow", listed(id).getString("state"), "of level low");
    Files.delete(table);
    reloaded = post("/reload", "/reload", new JsonObject(), 200);
    assertEquals(0, reloaded.getJsonArray("problems").size(), reloaded.encode());
  }

  @Test
  void whatIsMostLikelyASlipIsToldWhereverARuleComesIn() throws Exception {
    String slip =
        RULE.replace("5f1d", "af1d")
            .replace("{product: linux, service: sshd}", "{product: windows}")
            .replace("keywords: [made-by-hand]", "keywords: {CommandLien: x}");
    JsonObject checked = post("/check", "/check", files(slip), 200, Role.ANALYST);
    assertEquals(0, checked.getJsonArray("problems").size(), checked.encode());
    assertTrue(checked.encode().contains("rule.yml:5:14: CommandLien"), checked.encode());
    JsonObject wrong = post("/check", "/check", files("title: x\n"), 200, Role.ANALYST);
    assertEquals(1, wrong.getJsonArray("problems").size(), wrong.encode());
    JsonObject saved = post("", "", files(slip).put("why", "first"), 200);
    assertTrue(saved.getJsonArray("warnings").encode().contains("CommandLine?"), saved.encode());
    post("/{id}/state", "/" + saved.getString("id") + "/state", state("shadow", null), 200);
    JsonObject reloaded = post("/reload", "/reload", new JsonObject(), 200);
    assertTrue(reloaded.getJsonArray("warnings").encode().contains("CommandLien"));
    JsonObject job = ended(post("/trials", "/trials", files(slip), 202, Role.ANALYST));
    assertTrue(job.getJsonArray("warnings").encode().contains("CommandLine?"), job.encode());
  }

  @Test
  void aFileOfCorrelationsIsTried() throws InterruptedException {
    String correlation =
        RULE.replace("title:", "name: by-hand\ntitle:").replace("5f1d", "bf1d")
            + """
            ---
            title: Twice by hand
            name: twice-by-hand
            correlation:
              type: event_count
              rules: [by-hand]
              group-by: [host.name]
              timespan: 5m
              condition: {gte: 3}
            """;
    JsonObject body = files(correlation);
    String event =
        "{\"@timestamp\": \"2026-11-24T03:00:0%d.000Z\", \"host\": {\"name\": \"web-01\", \"os\":"
            + " {\"type\": \"linux\"}}, \"process\": {\"name\": \"sshd\"}, \"message\":"
            + " \"made-by-hand\"}";
    body.getJsonObject("files")
        .put(
            "cases.yml",
            "- name: two\n  fires: true\n  events:\n    - event: '"
                + event.formatted(1)
                + "'\n    - event: '"
                + event.formatted(2)
                + "'\n");
    JsonObject job = ended(post("/trials", "/trials", body, 202, Role.ANALYST));
    assertEquals("done", job.getString("state"), job.encodePrettily());
    JsonObject broken = job.getJsonArray("cases").getJsonObject(0);
    assertEquals("twice-by-hand", broken.getString("rule"));
    String explained = broken.getJsonObject("explained").encode();
    assertTrue(explained.contains("count of a key: GTE 3"), explained);
    assertTrue(explained.contains("2 of web-01"), explained);
  }

  @Test
  void aRuleOfAPackIsReleasedByItsOwnCases() {
    String pack =
        """
        id: gated
        pipeline: security
        rules:
          - id: twice
            title: {vi: "hai lần", en: "twice"}
            reason: {vi: "{count}", en: "{count}"}
            when: {kind: threshold, match: "event.action:twice", group_by: source.ip, window: 1m, count: 2}
        """;
    String once =
        "- {name: once, fires: true, events: [{at: 0, set: {event.action: twice, source.ip:"
            + " 192.0.2.1}}]}\n";
    JsonObject body =
        new JsonObject()
            .put("id", "gated")
            .put("files", new JsonObject().put("pack.yml", pack))
            .put("why", "first");
    post("", "", body, 200);
    post("/{id}/state", "/gated/state", state("released", null), 200);
    body.getJsonObject("files").put("cases/twice.yml", once);
    post("", "", body, 200);
    post("/{id}/state", "/gated/state", state("released", null), 400);
    post("/{id}/state", "/gated/state", state("shadow", 2), 200);
    post("/{id}/state", "/gated/state", state("retired", 1), 200);
    post("/{id}/state", "/gated%2Ftwice/state", state("shadow", 0), 200);
    JsonObject refused = post("/{id}/state", "/gated%2Ftwice/state", state("released", 0), 400);
    assertTrue(
        refused.getString("detail").contains("gated/twice breaks: twice: once"), refused.encode());
  }

  @Test
  void aCorpusIsTakenInOverTheApi() throws IOException {
    String id = "ce1d6a0e-7c1b-4f57-9d2e-3c6f5a0b1c2d";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("rules/a.yml"));
      zip.write(RULE.replace("5f1d", "ce1d").getBytes(UTF_8));
      zip.putNextEntry(new ZipEntry("rules/b.yml"));
      zip.write("title: nothing\n".getBytes(UTF_8));
      byte[] beside = new byte[1 << 20];
      new Random(1).nextBytes(beside);
      zip.putNextEntry(new ZipEntry("tests/beside.evtx"));
      zip.write(beside);
    }
    byte[] corpus = bytes.toByteArray();
    assertTrue(corpus.length > Cap.HTTP_BODY.limit(), "as real corpora are");
    platform.zip("/rules/imports", "/rules/imports?name=sent", corpus, 400);
    platform.zip("/rules/imports", "/rules/imports?name=sent&licence=MIT", new byte[3], 400);
    byte[] large = new byte[(16 << 20) + 1];
    platform.zip("/rules/imports", "/rules/imports?name=sent&licence=MIT", large, 413);
    JsonObject taken =
        platform.zip("/rules/imports", "/rules/imports?name=sent&licence=MIT", corpus, 200);
    assertEquals(1, taken.getInteger("taken"));
    String refused = taken.getJsonArray("refused").getJsonObject(0).getString("file");
    assertEquals("rules/b.yml", refused);
    assertEquals("shadow", listed(id).getString("state"), "of level low");
  }

  @Test
  void aFileThatCannotBeReadIsListedWithItsLine() throws IOException {
    Path file = folder.resolve("data/rules/sigma/by-hand.yml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "title: By hand\nlogsource: [\n");
    post("/reload", "/reload", new JsonObject(), 200);
    JsonObject rule = listed("sigma/by-hand.yml");
    assertEquals("unreadable", rule.getString("kind"));
    assertEquals("draft", rule.getString("state"));
    assertEquals(false, rule.getBoolean("evaluated"));
    String why = rule.getJsonObject("notEvaluated").getString("en");
    assertTrue(why.contains("sigma/by-hand.yml:3:"), why);
    List<String> list = List.of("rules", "list");
    ControlClient control = new ControlClient(folder.resolve("data/control.sock"));
    String lines = control.ask(list).orElseThrow();
    assertTrue(lines.contains("unreadable sigma/by-hand.yml "), lines);
    String health = platform.ask("GET", "/health", "/health", null, 200, Role.OPERATOR).encode();
    assertTrue(health.contains("sigma/by-hand.yml:3:"), health);
    JsonObject off = new JsonObject().put("enabled", false).put("reason", "x");
    post("/{id}/enabled", "/sigma%2Fby-hand.yml/enabled", off, 404);

    Files.writeString(file, RULE.replace("5f1d", "1f1d"));
    post("/reload", "/reload", new JsonObject(), 200);
    assertEquals("draft", listed("1f1d6a0e-7c1b-4f57-9d2e-3c6f5a0b1c2d").getString("state"));
    lines = control.ask(list).orElseThrow();
    assertFalse(lines.contains("unreadable"), lines);
  }

  @Test
  void theListComesInPages() {
    JsonObject whole = get("", "", 200);
    List<Object> items = new ArrayList<>();
    JsonObject page = get("", "?size=50", 200);
    while (page.getString("cursor") != null) {
      items.addAll(page.getJsonArray("items").getList());
      String cursor = URLEncoder.encode(page.getString("cursor"), UTF_8);
      page = get("", "?size=50&cursor=" + cursor, 200);
    }
    items.addAll(page.getJsonArray("items").getList());
    assertEquals(whole.getInteger("total"), items.size());
    assertTrue(items.size() > 100, "rules " + items.size());
    assertEquals(whole.getJsonArray("items"), new JsonArray(items));
    get("", "?cursor=nobody", 400);
    get("", "?size=0", 400);
  }

  private static JsonObject files(String rule) {
    return new JsonObject().put("files", new JsonObject().put("rule.yml", rule));
  }

  private static JsonObject owner(String name) {
    return new JsonObject().put("owner", name);
  }

  private static JsonObject state(String state, @Nullable Integer version) {
    JsonObject body = new JsonObject().put("state", state).put("why", "test");
    return version == null ? body : body.put("version", version);
  }

  private static JsonObject listed(String id) {
    JsonArray all = get("", "", 200).getJsonArray("items");
    return all.stream()
        .map(JsonObject.class::cast)
        .filter(rule -> id.equals(rule.getString("id")))
        .findFirst()
        .orElseThrow();
  }

  private static JsonObject get(String described, String path, int status) {
    return get(described, path, status, Role.OPERATOR);
  }

  private static JsonObject get(String described, String path, int status, Role role) {
    return platform.ask("GET", "/rules" + described, "/rules" + path, null, status, role);
  }

  private static JsonObject post(String described, String path, JsonObject body, int status) {
    return post(described, path, body, status, Role.ADMINISTRATOR);
  }

  private static JsonObject post(
      String described, String path, JsonObject body, int status, Role role) {
    return platform.ask("POST", "/rules" + described, "/rules" + path, body, status, role);
  }
}
