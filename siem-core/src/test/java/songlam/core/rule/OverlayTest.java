package songlam.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayTest {
  @TempDir private Path folder;

  @Test
  void filesBecomePieces() throws IOException {
    put("sigma/ours/nc.yml", Written.sigmaText(Written.OWN, "nc"));
    put("sigma/ours/nc.cases.yml", "- {name: a, fires: true, json: '{}'}\n");
    put("packs/ours/pack.yml", Written.pack("ours", "one").text());
    put(
        "sigma/not-the-scanner.yml",
        """
        title: Not the scanner
        id: 77777777-2222-4333-8444-555555555555
        logsource: {product: linux, category: process_creation}
        filter:
          rules: [any]
          selection: {CommandLine|contains: scanner}
          condition: not selection
        """);
    Overlay.Found found = read();
    assertEquals(
        Set.of(Written.OWN, "ours", "77777777-2222-4333-8444-555555555555"),
        found.pieces().keySet());
    assertEquals(List.of(), found.problems());
    assertEquals(Set.of(Piece.RULE, Piece.CASES), found.pieces().get(Written.OWN).files().keySet());
  }

  @Test
  void correlationsAreAPackOfTheirOwn() throws IOException {
    String text =
        Written.sigmaText(Written.OWN, "nc").replace("title:", "name: nc\ntitle:")
            + """
            ---
            title: Twice
            name: nc-twice
            correlation:
              type: event_count
              rules: [nc]
              group-by: [host.name]
              timespan: 5m
              condition: {gte: 2}
            """;
    put("sigma/twice.yml", text);
    put("sigma/twice.cases.yml", "- {name: a, fires: true, json: '{}'}\n");
    Overlay.Found found = read();
    assertEquals(List.of(), found.problems());
    Piece pack = found.pieces().get("sigma-nc-twice");
    assertEquals(Piece.Kind.PACK, pack.kind());
    assertEquals(Set.of(Piece.PACK, Piece.RULE, "cases/nc-twice.yml"), pack.files().keySet());
  }

  @Test
  void problemsNameFileAndLineAndLeaveTheOthersAlone() throws IOException {
    put("sigma/good.yml", Written.sigmaText(Written.OWN, "nc"));
    put("sigma/again.yml", Written.sigmaText(Written.OWN, "ncat"));
    put("sigma/bad.yml", "title: x\nid: y\ndetection: {condition: nothing}\n");
    put("packs/ours/pack.yml", "id: theirs\nrulez: []\n");
    Overlay.Found found = read();
    assertEquals(Set.of(Written.OWN), found.pieces().keySet());
    String all = String.join("\n", found.problems());
    assertTrue(all.contains("bad.yml:"), all);
    assertTrue(all.contains("also in"), all);
    assertTrue(all.contains("pack.yml:2: rulez"), all);
    assertTrue(all.contains("id: theirs (expected: ours)"), all);
    Set<String> unread = Set.of("sigma/good.yml", "sigma/bad.yml", "packs/ours");
    assertEquals(unread, names(found.unread()));
    assertEquals(unread, names(new Overlay(folder).unread(Written.shipped().sigma())));
  }

  private static Set<String> names(List<UnreadFile> files) {
    return files.stream().map(UnreadFile::name).collect(Collectors.toSet());
  }

  @Test
  void aSavedPieceIsWrittenWhereItLies() throws IOException {
    put("sigma/deep/down/nc.yml", Written.sigmaText(Written.OWN, "nc"));
    put("sigma/broken.yml", "title: [");
    String written = new Overlay(folder).write(Written.sigma(Written.OWN, "ncat"));
    assertEquals("sigma/deep/down/nc.yml", written);
    assertTrue(Files.readString(folder.resolve("sigma/deep/down/nc.yml")).contains("ncat"));
    new Overlay(folder).write(Written.sigma(Written.TELNET, "telnet"));
    assertTrue(Files.exists(folder.resolve("sigma/" + Written.TELNET + ".yml")));
  }

  @Test
  void aNewReleaseIsMergedIntoWhatIsOurs() {
    RuleLives before = new RuleLives(folder, Written.shipped(), Clock.systemUTC(), false);
    String ours =
        Written.sigmaText(Written.TELNET, "telnet").replace("level: medium", "level: high");
    before.keep(of(ours), "lan", "more urgent here");
    assertTrue(Upgrade.run(before).merged().isEmpty(), "nothing new ships");

    RuleLives after = with("description: a better line");
    Upgrade.Outcome outcome = Upgrade.run(after);
    assertEquals(1, outcome.merged().size());
    String merged = after.piece(Written.TELNET, 2).text();
    assertTrue(merged.contains("level: high") && merged.contains("a better line"), merged);
    assertEquals(RuleState.DRAFT, after.find(Written.TELNET).orElseThrow().states().get(2));
    assertTrue(Upgrade.run(after).merged().isEmpty(), "again changes nothing");
  }

  @Test
  void aConflictIsToldUntilSomebodySaves() {
    RuleLives before = new RuleLives(folder, Written.shipped(), Clock.systemUTC(), false);
    String ours = Written.sigmaText(Written.TELNET, "telnet").replace("first line", "our line");
    before.keep(of(ours), "lan", "our words");
    RuleLives after = with("description: their line");
    Upgrade.Outcome outcome = Upgrade.run(after);
    assertTrue(outcome.merged().isEmpty());
    String marked = outcome.conflicts().getFirst().files().get(Piece.RULE);
    assertTrue(marked.contains("<<<<<<<") && marked.contains("their line"), marked);
    after.keep(of(ours.replace("our line", "both lines")), "lan", "by hand");
    assertTrue(Upgrade.run(after).conflicts().isEmpty());
  }

  @Test
  void differencesAreUnified() {
    String diff =
        TextMerge.diff(
            Written.sigma(Written.OWN, "nc").files(), Written.sigma(Written.OWN, "ncat").files());
    assertTrue(diff.startsWith("--- a/rule.yml\n+++ b/rule.yml\n@@ "), diff);
    assertTrue(diff.contains("-    CommandLine|contains: nc\n"), diff);
    assertTrue(diff.contains("+    CommandLine|contains: ncat\n"), diff);
  }

  private RuleLives with(String description) {
    String text =
        Written.sigmaText(Written.TELNET, "telnet").replace("description: first line", description);
    Shipped younger = Shipped.of(List.of(of(text)), _ -> RuleState.RELEASED);
    return new RuleLives(folder, younger, Clock.systemUTC(), false);
  }

  private static Piece of(String text) {
    return new Piece(Written.TELNET, Piece.Kind.SIGMA, Map.of(Piece.RULE, text));
  }

  private Overlay.Found read() {
    return new Overlay(folder).read(Written.shipped().sigma());
  }

  private void put(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
