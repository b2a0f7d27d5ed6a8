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
import songlam.core.detect.sigma.SigmaRules;

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
    SigmaRules known = Written.shipped().sigma();
    String written = new Overlay(folder).write(Written.sigma(Written.OWN, "ncat"), known);
    assertEquals("sigma/deep/down/nc.yml", written);
    assertTrue(Files.readString(folder.resolve("sigma/deep/down/nc.yml")).contains("ncat"));
    new Overlay(folder).write(Written.sigma(Written.TELNET, "telnet"), known);
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
  void aConflictIsToldUntilSomebodySaysItIsResolved() {
    RuleLives before = new RuleLives(folder, Written.shipped(), Clock.systemUTC(), false);
    String ours = Written.sigmaText(Written.TELNET, "telnet").replace("first line", "our line");
    before.keep(of(ours), "lan", "our words");
    RuleLives after = with("description: their line");
    Upgrade.Outcome outcome = Upgrade.run(after);
    assertTrue(outcome.merged().isEmpty());
    String marked = outcome.conflicts().getFirst().files().get(Piece.RULE);
    assertTrue(marked.contains("<<<<<<<") && marked.contains("their line"), marked);
    after.keep(of(ours.replace("level: medium", "level: high")), "lan", "about something else");
    assertEquals(2, Upgrade.run(after).conflicts().getFirst().version());
    after.keep(of(ours.replace("our line", "both lines")), "lan", "by hand");
    after.merged(Written.TELNET, 3, "lan", "both lines are in it");
    assertTrue(Upgrade.run(after).conflicts().isEmpty());
    RuleLives again = with("description: their line");
    assertEquals(List.of(), Upgrade.run(again).conflicts(), "it is kept");
    assertEquals(after.own(), again.own());
    RuleLives later = with("description: their other line");
    assertEquals(1, Upgrade.run(later).conflicts().size(), "others ship");
  }

  /** Else a fix never gets to what is in force, and the next one is in conflict for nothing. */
  @Test
  void theVersionInForceAndTheDraftAreMergedBothAndOnce() {
    RuleLives before = new RuleLives(folder, Written.shipped(), Clock.systemUTC(), false);
    String ours = Written.sigmaText(Written.TELNET, "telnet");
    before.keep(of(ours.replace("level: medium", "level: high")), "lan", "in force");
    before.move(Written.TELNET, 1, RuleState.RELEASED, "minh", "good");
    before.keep(of(ours.replace("contains: telnet", "contains: telnetd")), "lan", "given up");
    RuleLives after = with("description: a better line");
    Upgrade.Outcome outcome = Upgrade.run(after);
    assertEquals(1, outcome.merged().size());
    assertEquals(1, outcome.beside().size());
    RuleLife life = after.find(Written.TELNET).orElseThrow();
    assertEquals(List.of(0, 1, 2, 1), life.versions().stream().map(RuleVersion::parent).toList());
    assertEquals(3, life.head().orElseThrow().number(), "people go on from the draft");
    String fixed = after.piece(Written.TELNET, 4).text();
    assertTrue(fixed.contains("level: high") && fixed.contains("a better line"), fixed);
    Upgrade.Outcome again = Upgrade.run(with("description: a better line"));
    assertEquals(List.of(List.of(), List.of()), List.of(again.merged(), again.beside()));
  }

  @Test
  void whatHoldsTheChangeAlreadyIsInNoConflictWithTheNext() {
    RuleLives before = new RuleLives(folder, Written.shipped(), Clock.systemUTC(), false);
    String ours = Written.sigmaText(Written.TELNET, "telnet").replace("first line", "their line");
    before.keep(of(ours.replace("level: medium", "level: high")), "lan", "as upstream will");
    assertTrue(Upgrade.run(with("description: their line")).conflicts().isEmpty());
    Upgrade.Outcome next = Upgrade.run(with("description: their second line"));
    assertEquals(List.of(), next.conflicts());
    assertTrue(next.merged().getFirst().text().contains("their second line"));
  }

  @Test
  void whatAPieceNoLongerHoldsIsGone() throws IOException {
    put("packs/ours/pack.yml", Written.pack("ours", "one").text());
    put("packs/ours/cases/one.yml", "[]\n");
    put("sigma/nc.yml", Written.sigmaText(Written.OWN, "nc"));
    put("sigma/nc.cases.yml", "- {name: a, fires: true, json: '{}'}\n");
    SigmaRules known = Written.shipped().sigma();
    Overlay overlay = new Overlay(folder);
    overlay.write(Written.pack("ours", "two"), known);
    overlay.write(Written.sigma(Written.OWN, "ncat"), known);
    assertEquals(Written.pack("ours", "two"), read().pieces().get("ours"));
    assertEquals(Written.sigma(Written.OWN, "ncat"), read().pieces().get(Written.OWN));
  }

  @Test
  void correlationsAreWrittenWhereTheyLie() throws IOException {
    put("sigma/twice.yml", twice("nc-twice", 2));
    put("sigma/twice.cases.yml", "- {name: a, fires: true, json: '{}'}\n");
    SigmaRules known = Written.shipped().sigma();
    Overlay overlay = new Overlay(folder);
    Piece saved = CorrelationPieces.of("x", twice("nc-twice", 3), "", known).piece().orElseThrow();
    assertEquals("sigma/twice.yml", overlay.write(saved, known));
    assertEquals(List.of(), read().problems());
    assertEquals(saved, read().pieces().get("sigma-nc-twice"));
    Piece pack = Written.pack("sigma-nc-twice", "one");
    assertEquals("packs/sigma-nc-twice", overlay.write(pack, known));
    assertEquals(Map.of("sigma-nc-twice", pack), read().pieces());
  }

  /** Else the old one stays in force beside the new one. */
  @Test
  void aRenamedCorrelationGoesOnWithItsLife() throws IOException {
    RuleLives lives = new RuleLives(folder, Written.shipped(), Clock.systemUTC(), false);
    put("sigma/twice.yml", twice("nc-twice", 2));
    Overlay overlay = new Overlay(folder, lives::named);
    SigmaRules known = Written.shipped().sigma();
    overlay.read(known).pieces().values().forEach(one -> lives.keep(one, "lan", "first"));
    put("sigma/twice.yml", twice("nc-often", 2));
    Overlay.Found found = overlay.read(known);
    assertEquals(Set.of("sigma-nc-twice"), found.pieces().keySet());
    Piece renamed = found.pieces().get("sigma-nc-twice");
    assertEquals(2, lives.keep(renamed, "lan", "renamed").versions().size());
    lives.move("sigma-nc-twice", 2, RuleState.RELEASED, "minh", "good");
    assertEquals(List.of(), InForce.of(lives).problems());
    assertEquals("sigma/twice.yml", overlay.write(renamed, known));
  }

  private static String twice(String name, int count) {
    return Written.sigmaText(Written.OWN, "nc").replace("title:", "name: nc\ntitle:")
        + """
        ---
        title: Twice
        name: %s
        id: 66666666-2222-4333-8444-555555555555
        correlation:
          type: event_count
          rules: [nc]
          group-by: [host.name]
          timespan: 5m
          condition: {gte: %d}
        """
            .formatted(name, count);
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
