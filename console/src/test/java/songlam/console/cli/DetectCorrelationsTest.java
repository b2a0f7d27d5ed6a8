package songlam.console.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Correlation rules in the folder given to {@code songlam detect}, over files as they lie there.
 */
class DetectCorrelationsTest {
  private static final String FAILED =
      """
      title: Failed sign-in
      id: 00000000-0000-4000-8000-0000000000f1
      name: failed
      logsource: {category: authentication}
      detection: {selection: {event.outcome: failure}, condition: selection}
      level: low
      """;
  private static final String WORKED =
      """
      title: Sign-in
      id: 00000000-0000-4000-8000-0000000000f2
      name: worked
      logsource: {category: authentication}
      detection: {selection: {event.outcome: success}, condition: selection}
      """;
  private static final String COUNT =
      """
      title: Many failed sign-ins
      id: 00000000-0000-4000-8000-0000000000c1
      name: many-failed
      correlation:
        type: event_count
        rules: [failed]
        group-by: [source.ip]
        timespan: 5m
        condition: {gte: 3}
      level: high
      """;

  @TempDir private Path folder;
  private Path rules;

  @BeforeEach
  void baseRules() throws IOException {
    rules = Files.createDirectory(folder.resolve("rules"));
    rule("failed.yml", FAILED);
    rule("worked.yml", WORKED);
  }

  @Test
  void aThresholdOverTwoFilesWhoseLinesAreOutOfOrder() throws IOException {
    rule("count.yml", COUNT);
    Path one = log("one", event(60, "failure", "192.0.2.7", "lan"), event(10, "success", "", "an"));
    Path two =
        log(
            "two",
            event(90, "failure", "192.0.2.7", "lan"),
            event(0, "failure", "192.0.2.7", "minh"),
            event(30, "failure", "192.0.2.8", "minh"));
    CommandRun run = detect(one, two);
    assertEquals(1, run.code(), run.err());
    List<JsonObject> lines = run.objects();
    // The sign-in that works is of a rule no correlation is over: a finding as ever.
    assertEquals(2, lines.size(), run.out());
    assertEquals(1, lines.getFirst().getInteger("record"));
    JsonObject held = lines.getLast();
    assertEquals(
        new JsonObject()
            .put(
                "rule",
                new JsonObject()
                    .put("id", "00000000-0000-4000-8000-0000000000c1")
                    .put("name", "Many failed sign-ins")
                    .put("level", "high"))
            .put(
                "correlation",
                new JsonObject()
                    .put("group_by", new JsonObject().put("source.ip", "192.0.2.7"))
                    .put("first", "2026-11-24T03:00:00.000Z")
                    .put("last", "2026-11-24T03:01:30.000Z")
                    .put("count", 3)
                    .put("records", JsonArray.of(3, 0, 2))),
        held);
    assertTrue(
        run.err()
            .endsWith(
                "rules 2, events 5, findings 1, rejected records 0, correlations 1, alerts 1\n"),
        run.err());
    assertEquals(0, detect(two).code(), "two of three");
  }

  @Test
  void whatIsOutsideTheTimespanDoesNotCount() throws IOException {
    rule("count.yml", COUNT);
    Path log =
        log(
            "log",
            event(0, "failure", "192.0.2.7", "an"),
            event(299, "failure", "192.0.2.7", "an"),
            event(300, "failure", "192.0.2.7", "an"));
    CommandRun run = detect(log);
    assertEquals(0, run.code(), run.out());
    assertEquals("", run.out().strip());
  }

  @Test
  void aRuleBelowIsToldOfOnlyWhereTheCorrelationGenerates() throws IOException {
    rule("count.yml", COUNT.replace("timespan: 5m", "timespan: 5m\n  generate: true"));
    CommandRun run = detect(log("log", failures(4)));
    assertEquals(
        List.of("Failed sign-in", "Failed sign-in", "Failed sign-in", "Failed sign-in"),
        names(run).subList(0, 4));
    assertEquals("Many failed sign-ins", names(run).getLast());
    assertEquals(5, names(run).size());
    assertTrue(run.err().contains("findings 4,"), run.err());
  }

  @Test
  void differentValuesAreCounted() throws IOException {
    rule(
        "spray.yml",
        COUNT
            .replace("event_count", "value_count")
            .replace("{gte: 3}", "{field: user.name, gte: 3}"));
    String[] same = failures(5);
    assertEquals(0, detect(log("same", same)).code());
    Path spray =
        log(
            "spray",
            event(2, "failure", "192.0.2.7", "minh"),
            event(1, "failure", "192.0.2.7", "lan"),
            event(3, "failure", "192.0.2.7", "an"));
    CommandRun run = detect(spray);
    assertEquals(List.of("Many failed sign-ins"), names(run));
    assertEquals(JsonArray.of(1, 0, 2), correlation(run).getJsonArray("records"));
  }

  @Test
  void stepsComeInTheOrderOfTheirTimesWhereverTheyStand() throws IOException {
    rule(
        "guessed.yml",
        COUNT
            .replace("event_count", "temporal_ordered")
            .replace("[failed]", "[failed, worked]")
            .replace("  condition: {gte: 3}\n", ""));
    Path worked = log("a", event(20, "success", "192.0.2.7", "an"));
    Path failed = log("b", event(10, "failure", "192.0.2.7", "an"));
    CommandRun run = detect(worked, failed);
    assertEquals(List.of("Many failed sign-ins"), names(run));
    assertEquals(JsonArray.of(1, 0), correlation(run).getJsonArray("records"));
    Path later = log("c", event(30, "failure", "192.0.2.7", "an"));
    assertEquals(0, detect(later, worked).code(), "the other way round");
    Path sameMoment =
        log("d", event(40, "failure", "192.0.2.7", "an"), event(40, "success", "192.0.2.7", "an"));
    assertEquals(1, detect(sameMoment).code(), "equal times go in the order they are read");
  }

  @Test
  void whatDoesNotFollowIsKnownAtTheEndOfTheFiles() throws IOException {
    rule(
        "given-up.yml",
        COUNT
            .replace("event_count", "temporal")
            .replace("[failed]", "[failed, worked]")
            .replace("{gte: 3}", "failed and not worked"));
    Path alone = log("alone", event(10, "failure", "192.0.2.7", "an"));
    assertEquals(List.of("Many failed sign-ins"), names(detect(alone)));
    Path followed =
        log(
            "followed",
            event(15, "success", "192.0.2.7", "an"),
            event(10, "failure", "192.0.2.7", "an"));
    assertEquals(0, detect(followed).code());
  }

  @Test
  void aCorrelationMayBeOverAnother() throws IOException {
    rule(
        "guessed.yml",
        COUNT
            + "---\n"
            + COUNT
                .replace("c1", "c2")
                .replace("many-failed", "guessed")
                .replace("Many failed sign-ins", "Guessed")
                .replace("event_count", "temporal_ordered")
                .replace("[failed]", "[many-failed, worked]")
                .replace("  condition: {gte: 3}\n", ""));
    List<String> lines = new ArrayList<>(Arrays.asList(failures(3)));
    lines.addFirst(event(100, "success", "192.0.2.7", "an"));
    CommandRun run = detect(log("log", lines.toArray(String[]::new)));
    assertEquals(List.of("Guessed"), names(run), run.err());
  }

  @Test
  void aCorrelationMayBeOverARuleThatShips() throws IOException {
    rule(
        "administrators.yml",
        COUNT
            .replace("[failed]", "[c1af4465-06f1-42fc-a101-0f154a9f2968]")
            .replace("source.ip", "host.name")
            .replace("gte: 3", "gte: 2"));
    Path log =
        log(
            "log",
            "<38>Nov 24 10:00:00 web-01 usermod[4242]: add 'binh' to group 'sudo'",
            "<38>Nov 24 10:00:09 web-01 usermod[4243]: add 'minh' to group 'sudo'");
    CommandRun run = detect(log);
    assertEquals(List.of("Many failed sign-ins"), names(run), run.err());
    assertEquals("web-01", correlation(run).getJsonObject("group_by").getString("host.name"));
  }

  @Test
  void whatIsWrongIsToldLikeOtherRulesAndTheOthersGoOn() throws IOException {
    rule("count.yml", COUNT);
    rule(
        "bad.yml",
        COUNT
            .replace("c1", "c9")
            .replace("many-failed", "other")
            .replace("[failed]", "[nobody]")
            .replace("5m", "five minutes"));
    CommandRun run = detect(log("log", failures(3)));
    assertEquals(1, run.code());
    assertEquals(List.of("Many failed sign-ins"), names(run));
    List<String> rejected = run.err().lines().filter(line -> line.startsWith("rejected ")).toList();
    assertEquals(2, rejected.size(), run.err());
    assertTrue(
        rejected.getFirst().matches("rejected .*bad\\.yml:6:\\d+: rules: nobody: .*expected.*"),
        run.err());
    assertTrue(
        rejected.getLast().matches("rejected .*bad\\.yml:8:\\d+: timespan: .*expected.*"),
        run.err());
  }

  @Test
  void tableAndReportHaveThemToo() throws IOException {
    rule("count.yml", COUNT);
    Path html = folder.resolve("report.html");
    Path log = log("log", failures(60));
    CommandRun run =
        CommandRun.of(
            "detect",
            "--summary",
            "--rules",
            rules.toString(),
            "--html",
            html.toString(),
            log.toString());
    assertEquals(
        "high                1  00000000-0000-4000-8000-0000000000c1  Many failed sign-ins\n",
        run.out());
    String page = Files.readString(html);
    assertTrue(page.contains("Many failed sign-ins"), page);
    assertTrue(page.contains("source.ip=192.0.2.7 · 60 sự kiện / events"), page);
    JsonObject held = correlation(detect(log));
    assertEquals(60, held.getInteger("count"));
    assertEquals(50, held.getJsonArray("records").size(), "the first 20 and the last 30");
    assertEquals(59, held.getJsonArray("records").getInteger(49));
  }

  private CommandRun detect(Path... logs) {
    Stream<String> words = Stream.of("detect", "--rules", rules.toString());
    Stream<String> files = Arrays.stream(logs).map(Path::toString);
    return CommandRun.of(Stream.concat(words, files).toArray(String[]::new));
  }

  private static List<String> names(CommandRun run) {
    return run.objects().stream()
        .map(line -> line.getJsonObject("rule").getString("name"))
        .toList();
  }

  private static JsonObject correlation(CommandRun run) {
    JsonObject held = run.objects().getLast();
    assertEquals(Set.of("rule", "correlation"), held.fieldNames(), run.out());
    return held.getJsonObject("correlation");
  }

  private static String[] failures(int count) {
    String[] lines = new String[count];
    for (int i = 0; i < count; i++) {
      lines[i] = event(i, "failure", "192.0.2.7", "an");
    }
    return lines;
  }

  private static String event(int second, String outcome, String from, String who) {
    JsonObject event =
        new JsonObject()
            .put("@timestamp", "2026-11-24T03:%02d:%02dZ".formatted(second / 60, second % 60))
            .put("event.category", "authentication")
            .put("event.outcome", outcome)
            .put("user.name", who);
    return (from.isEmpty() ? event : event.put("source.ip", from)).encode();
  }

  private Path log(String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  private void rule(String file, String text) throws IOException {
    Files.writeString(rules.resolve(file), text);
  }
}
