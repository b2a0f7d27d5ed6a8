package songlam.console.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.testing.Peers;

/** {@code songlam detect} over a folder as it was taken from somebody's machine. */
class DetectFolderTest {
  private static final String RULE =
      """
      title: Anything
      id: 00000000-0000-4000-8000-0000000000aa
      level: low
      logsource: {product: any}
      detection: {sel: {songlam.source_type|exists: true}, condition: sel}
      """;
  private static final String COUNT =
      """
      title: Three of them
      id: 00000000-0000-4000-8000-0000000000ab
      correlation:
        type: event_count
        rules: [00000000-0000-4000-8000-0000000000aa]
        generate: true
        timespan: 5m
        condition: {gte: 3}
      """;
  private static final String XML =
      "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
          + "<Provider Name='P'/><EventID>1</EventID>"
          + "<TimeCreated SystemTime='2026-11-24T03:00:02Z'/><Computer>c</Computer></System></Event>";

  @TempDir private Path folder;
  private Path rules;
  private Path evidence;

  @BeforeEach
  void aFolder() throws IOException {
    rules = Files.createDirectory(folder.resolve("rules"));
    Files.writeString(rules.resolve("any.yml"), RULE);
    Files.createDirectory(rules.resolve("mapping"));
    Files.writeString(
        rules.resolve("mapping/any.yml"),
        "logsources:\n  - {product: any, when: [{songlam.source_type: '*'}]}\n");
    Files.writeString(rules.resolve("count.yml"), COUNT);
    evidence = Files.createDirectory(folder.resolve("evidence"));
    Files.createDirectories(evidence.resolve("b/c"));
    Files.writeString(evidence.resolve("b/c/one.json"), json(0));
    Files.writeString(evidence.resolve("z.json"), json(1));
    Files.writeString(evidence.resolve("b/two.xml"), XML);
  }

  private static String json(int second) {
    return "{\"@timestamp\": \"2026-11-24T03:00:0" + second + "Z\", \"message\": \"m\"}\n";
  }

  /** Whose first part can be read, and whose end is missing. */
  private static byte[] cutGzip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(json(3).repeat(20_000).getBytes(UTF_8));
    }
    return Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2);
  }

  private CommandRun detect(String... more) {
    return CommandRun.of(
        Stream.concat(Stream.of("detect", "--rules", rules.toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void aFolderIsReadInTheOrderOfItsNames() {
    CommandRun run = detect(evidence.toString());
    assertEquals(1, run.code(), run.err());
    assertEquals(
        List.of("03:00:00.000Z", "03:00:02.000Z", "03:00:01.000Z"),
        run.objects().stream()
            .filter(line -> line.containsKey("event"))
            .map(line -> line.getJsonObject("event").getString("@timestamp").substring(11))
            .toList());
    assertTrue(run.objects().getLast().containsKey("correlation"), run.out());
    assertFalse(run.err().contains("not read"), run.err());
  }

  @Test
  void whatCannotBeReadIsNamedAndTheRestGoesOn() throws IOException {
    Files.write(evidence.resolve("a.gz"), cutGzip());
    Files.write(evidence.resolve("b/unknown.bin"), new byte[] {0, 1, 2, 3, 0, 7});
    Files.createSymbolicLink(evidence.resolve("gone"), folder.resolve("nowhere"));
    Path html = folder.resolve("report.html");
    CommandRun run = detect("--html", html.toString(), evidence.toString());
    assertEquals(3, run.code(), run.err());
    assertTrue(run.err().contains("unread   " + evidence.resolve("a.gz") + ": "), run.err());
    assertTrue(
        run.err().contains("unread   " + evidence.resolve("b/unknown.bin") + ": no format known"),
        run.err());
    assertTrue(
        run.err().contains("unread   " + evidence.resolve("gone") + ": a link to nothing"),
        run.err());
    assertTrue(run.err().endsWith(", alerts 1, files not read 3\n"), run.err());
    assertTrue(Files.readString(html).contains("files not read 3"));
    JsonObject last = run.objects().getLast();
    assertTrue(last.getJsonObject("correlation").getInteger("count") > 3, last.encode());
  }

  /** As a shell hands over what is in a folder. */
  @Test
  void filesOneByOneAreAsTheirFolder() throws IOException {
    Path unknown = Files.write(evidence.resolve("a.bin"), new byte[] {0, 1, 2, 3, 0, 7});
    CommandRun run =
        detect(unknown.toString(), evidence.resolve("b").toString(), evidence + "/z.json");
    assertEquals(3, run.code(), run.err());
    assertTrue(
        run.err()
            .endsWith(
                "events 3, findings 3, rejected records 0, correlations 1, alerts 1, files not read 1\n"),
        run.err());
    CommandRun parsed = CommandRun.of("parse", evidence.toString());
    assertEquals(3, parsed.code(), parsed.err());
    assertEquals(3, parsed.objects().size());
  }

  @Test
  void theTableStandsBesideTheFindingsWhereBothAreAskedFor() {
    CommandRun both = detect("--summary", "--findings", evidence.toString());
    assertEquals(4, both.objects().size());
    assertTrue(
        both.err().contains("  Anything\n") && both.err().contains("  Three of them\n"),
        both.err());
    CommandRun table = detect("--summary", evidence.toString());
    assertTrue(table.out().contains("  Anything\n"), table.out());
    assertFalse(table.out().contains("{"), table.out());
    assertFalse(table.err().contains("  Anything\n"), table.err());
  }

  @Test
  void aFolderOfEventLogs() throws IOException {
    Path logs = Peers.corpus("evtx-mitre-attack").resolve("TA0008-Lateral Movement");
    try (Stream<Path> all = Files.walk(logs)) {
      List<Path> some =
          all.filter(file -> file.toString().endsWith(".evtx")).sorted().limit(2).toList();
      for (int i = 0; i < some.size(); i++) {
        Files.copy(some.get(i), evidence.resolve("b/log" + i + ".evtx"));
      }
    }
    CommandRun run = detect(evidence.toString());
    assertEquals(1, run.code(), run.err());
    assertTrue(run.objects().size() > 6, run.err());
  }
}
