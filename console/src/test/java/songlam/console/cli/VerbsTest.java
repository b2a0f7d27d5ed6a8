package songlam.console.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.testing.Peers;

/** What the verbs that need no platform print, and with which exit code they end. */
class VerbsTest {
  private static final String FAILED =
      "<38>Nov 29 14:03:01 web-01 sshd[7]: Failed password for root from 203.0.113.7 port 22 ssh2";
  private static final String ACCEPTED =
      "<38>Nov 29 14:03:02 web-01 sshd[7]: Accepted password for an from 10.0.0.9 port 22 ssh2";
  private static final String RULE =
      """
      title: Wrong password
      id: 6f1d6a0e-7c1b-4f57-9d2e-3c6f5a0b1c2d
      logsource: {product: linux, service: sshd}
      detection:
        keywords: [Failed password]
        condition: keywords
      level: medium
      status: test
      """;

  @TempDir private Path folder;

  @Test
  void parsePrintsOneObjectForEachRecordInOrder() throws IOException {
    Path file = file("in.ndjson", "{\"message\": \"a\"}\n{\"broken\n{\"message\": \"c\"}\n");
    CommandRun run = CommandRun.of("parse", "--type", "json", file.toString());
    assertEquals(1, run.code(), run.err());
    List<JsonObject> lines = run.objects();
    assertEquals(3, lines.size(), run.out());
    assertEquals("a", lines.getFirst().getString("message"));
    assertEquals("c", lines.getLast().getString("message"));
    JsonObject rejected = lines.get(1);
    assertEquals(Set.of("rejected", "event"), rejected.fieldNames());
    assertEquals(Set.of("reason", "detail"), rejected.getJsonObject("rejected").fieldNames());
    assertFalse(rejected.getJsonObject("rejected").getString("detail").isEmpty(), run.out());
    assertEquals("{\"broken", rejected.getJsonObject("event").getString("original"));
    assertTrue(run.err().startsWith("events 2, rejected 1 {"), run.err());
  }

  @Test
  void parseTellsTheTypeOfStandardInputByItself() throws IOException {
    InputStream usual = System.in;
    System.setIn(new ByteArrayInputStream((FAILED + "\n" + ACCEPTED + "\n").getBytes(UTF_8)));
    try {
      CommandRun run = CommandRun.of("parse", "-");
      assertEquals(0, run.code(), run.err());
      List<JsonObject> lines = run.objects();
      assertEquals(2, lines.size());
      assertEquals("203.0.113.7", lines.getFirst().getJsonObject("source").getString("ip"));
      assertEquals("failure", lines.getFirst().getJsonObject("event").getString("outcome"));
      assertEquals("an", lines.getLast().getJsonObject("user").getString("name"));
    } finally {
      System.setIn(usual);
    }
  }

  @Test
  void parseReadsAWindowsEventLog() throws IOException {
    Path rules = Peers.corpus("sigma-regression").resolve("regression_data/rules");
    Path log;
    try (var files = Files.walk(rules)) {
      log =
          files
              .filter(file -> file.toString().endsWith(".evtx"))
              .sorted()
              .findFirst()
              .orElseThrow();
    }
    CommandRun run = CommandRun.of("parse", "--type", "evtx", log.toString());
    assertEquals(0, run.code(), run.err());
    assertFalse(run.objects().isEmpty());
    for (JsonObject event : run.objects()) {
      assertTrue(event.getString("@timestamp").endsWith("Z"), event.encode());
      assertEquals("evtx", event.getJsonObject("songlam").getString("source_type"));
      assertTrue(event.getJsonObject("event").getString("code").matches("\\d+"), event.encode());
    }
    assertEquals("events " + run.objects().size() + ", rejected 0\n", run.err());
  }

  @Test
  void detectPrintsAFindingALine() throws IOException {
    Path log = file("auth.log", ACCEPTED + "\n" + FAILED + "\n" + FAILED + "\n");
    Path rules = file("rule.yml", RULE);
    Path html = folder.resolve("report.html");
    CommandRun run =
        CommandRun.of(
            "detect", "--rules", rules.toString(), "--html", html.toString(), log.toString());
    assertEquals(1, run.code(), run.err());
    List<JsonObject> findings = run.objects();
    assertEquals(2, findings.size(), run.out());
    JsonObject rule = findings.getFirst().getJsonObject("rule");
    assertEquals("6f1d6a0e-7c1b-4f57-9d2e-3c6f5a0b1c2d", rule.getString("id"));
    assertEquals("Wrong password", rule.getString("name"));
    assertEquals("medium", rule.getString("level"));
    assertEquals(
        List.of(1, 2), findings.stream().map(finding -> finding.getInteger("record")).toList());
    JsonObject event = findings.getLast().getJsonObject("event");
    assertEquals("203.0.113.7", event.getJsonObject("source").getString("ip"));
    assertEquals("rules 1, events 3, findings 2, rejected records 0\n", run.err());
    assertTrue(Files.readString(html).contains("Wrong password"));
    CommandRun table =
        CommandRun.of("detect", "--summary", "--rules", rules.toString(), log.toString());
    assertEquals(
        "medium              2  6f1d6a0e-7c1b-4f57-9d2e-3c6f5a0b1c2d  Wrong password\n",
        table.out());
    Path quiet = file("quiet.log", ACCEPTED + "\n");
    CommandRun none = CommandRun.of("detect", "--rules", rules.toString(), quiet.toString());
    assertEquals(0, none.code(), none.err());
    assertEquals("", none.out().strip());
  }

  @Test
  void whatIsWrongIsOneSentenceAndAnExitCode() throws IOException {
    Path log = file("a.log", FAILED + "\n");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    String absent = folder.resolve("absent").toString();
    ends(69, absent + ": no such file", "parse", "--type", "syslog", absent);
    ends(2, "(expected:", "parse", "--type", "telepathy", log.toString());
    ends(2, "not there (expected:", "detect", "--rules", absent, log.toString());
    ends(2, "no rule is in force", "detect", "--rules", empty.toString(), log.toString());
    ends(69, "nothing runs on", "rules", "list", "--data", folder.resolve("no").toString());
    ends(69, "nothing runs on", "user", "list", "--data", folder.resolve("no").toString());
    assertEquals(2, CommandRun.of("prase").code());
    assertEquals(2, CommandRun.of("parse").code());
    assertEquals(2, CommandRun.of("parse", "--no-such-option", log.toString()).code());
    assertEquals(0, CommandRun.of("--help").code());
    for (String verb : Songlam.verbs().keySet()) {
      CommandRun help = CommandRun.of(verb, "--help");
      assertEquals(0, help.code(), help.err());
      assertTrue(help.out().startsWith("Usage: songlam " + verb), help.out());
    }
  }

  private static void ends(int code, String sentence, String... words) {
    CommandRun run = CommandRun.of(words);
    assertEquals(code, run.code(), run.err());
    assertTrue(run.err().startsWith("songlam: ") && run.err().contains(sentence), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  @Test
  void sourcesListsEachTypeOnALine() {
    CommandRun run = CommandRun.of("sources");
    assertEquals(0, run.code());
    List<String> lines = run.out().lines().toList();
    for (String type : List.of("syslog", "json", "evtx", "netflow", "sensor", "press")) {
      List<String> of = lines.stream().filter(line -> line.startsWith(type + " ")).toList();
      assertEquals(1, of.size(), type);
      assertTrue(of.getFirst().contains(" · "), of.getFirst());
    }
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("kind: udp ")), run.out());
  }

  @Test
  void rulesCheckTellsFileLineColumnAndWhatToDo() throws IOException {
    Path good = file("good.yml", RULE);
    Path bad = file("bad.yml", RULE.replace("condition: keywords", "condition: keyword"));
    Path odd =
        file(
            "odd.yml",
            RULE.replace("6f1d", "7f1d")
                .replace("keywords: [Failed password]", "keywords: {NoSuchField: x}"));
    CommandRun run = CommandRun.of("rules", "check", folder.toString());
    assertEquals(1, run.code(), run.err());
    assertTrue(
        run.out()
            .lines()
            .anyMatch(line -> line.matches("rejected .*bad\\.yml:6:\\d+: .*\\(expected: .*\\)")),
        run.out());
    assertTrue(
        run.out()
            .lines()
            .anyMatch(line -> line.matches("warning  .*odd\\.yml:5:\\d+: NoSuchField.*")),
        run.out());
    assertFalse(run.out().contains("good.yml"), run.out());
    assertEquals("rules in force 2, rejected 1, warnings 1\n", run.err());
    Files.delete(bad);
    CommandRun warned = CommandRun.of("rules", "check", folder.toString());
    assertEquals(0, warned.code(), "a warning alone is no failure");
    CommandRun quiet = CommandRun.of("rules", "check", "--quiet", odd.toString(), good.toString());
    assertEquals("", quiet.out());
  }

  @Test
  void rulesImportKeepsTheLicenceAndNamesWhatItRefuses() throws IOException {
    Path corpus = Files.createDirectory(folder.resolve("corpus"));
    Files.writeString(corpus.resolve("one.yml"), RULE);
    Files.writeString(
        corpus.resolve("two.yml"),
        RULE.replace("6f1d", "7f1d").replace("condition: keywords", "condition: keyword"));
    String data = folder.resolve("data").toString();
    CommandRun unlicensed =
        CommandRun.of("rules", "import", corpus.toString(), "--as", "ours", "--data", data);
    assertEquals(2, unlicensed.code(), unlicensed.err());
    assertTrue(unlicensed.err().contains("no licence in it (expected:"), unlicensed.err());
    Files.writeString(corpus.resolve("LICENSE"), "Detection Rule License 1.1\n");
    CommandRun run =
        CommandRun.of("rules", "import", corpus.toString(), "--as", "ours", "--data", data);
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("refused  two.yml:6:"), run.out());
    assertTrue(run.out().contains("rules taken 1 (0 released, 1 in shadow), "), run.out());
    assertTrue(run.out().contains(", refused 1, "), run.out());
    assertTrue(run.out().contains("in force when the platform starts: nothing runs on"), run.out());
  }

  @Test
  void rulesConformanceScoresWhatIsThereAndNamesWhatIsNot() throws IOException {
    Path corpora = Files.createDirectories(folder.resolve("corpora/sigma-rules")).getParent();
    Files.writeString(corpora.resolve("sigma-rules/one.yml"), RULE);
    CommandRun run = CommandRun.of("rules", "conformance", "--corpora", corpora.toString());
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().startsWith("# Sigma\n"), run.out());
    assertTrue(run.out().contains("| 1 | 0 | 0 |"), run.out());
    assertTrue(run.out().contains("absent"), run.out());
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
