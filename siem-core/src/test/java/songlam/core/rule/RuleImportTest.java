package songlam.core.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.detect.sigma.SigmaRules;

class RuleImportTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-28T03:00:00Z"), ZoneOffset.UTC);
  private static final String SHIPS = "00000000-0000-4000-8000-000000000099";

  @TempDir Path folder;

  @Test
  void takesWhatItCanReadAndTellsWhyNotTheRest() throws IOException {
    Path zip =
        zip(
            Map.of(
                "sigma-main/LICENSE.md", "Detection Rule License 1.1",
                "sigma-main/rules/a.yml", rule(1, "high"),
                "sigma-main/rules/deep/b.yaml", rule(2, "low"),
                "sigma-main/rules/wrong.yml",
                    rule(3, "high").replace("condition: sel", "condition: oh"),
                "sigma-main/rules/nothing.yml", "title: nothing\n",
                "sigma-main/rules/two.yml", rule(4, "low") + "---\n" + rule(5, "low"),
                "sigma-main/rules/ours.yml", rule(99, "low"),
                "sigma-main/README.md", "read me",
                "../../etc/evil.yml", rule(6, "high")));

    RuleImport.Report report = imports().take(zip, "public", "", "https://example.org/sigma");

    assertEquals(
        Set.of(
            "sigma-main/rules/a.yml",
            "sigma-main/rules/deep/b.yaml",
            "sigma-main/rules/two.1.yml",
            "sigma-main/rules/two.2.yml"),
        new TreeSet<>(report.taken().stream().map(r -> r.file()).toList()));
    assertEquals(
        Set.of(
            "../../etc/evil.yml",
            "sigma-main/rules/nothing.yml",
            "sigma-main/rules/ours.yml",
            "sigma-main/rules/wrong.yml"),
        report.refused().keySet());
    assertEquals(1, report.leftOut());
    Path there = folder.resolve("rules/imported/public");
    assertEquals(
        "Detection Rule License 1.1",
        Files.readString(there.resolve("licence/sigma-main/LICENSE.md")));
    assertTrue(Files.readString(there.resolve("import.yml")).contains("https://example.org/sigma"));
    assertEquals(
        Set.of(
            "public/rules/sigma-main/rules/a.yml",
            "public/rules/sigma-main/rules/deep/b.yaml",
            "public/rules/sigma-main/rules/two.1.yml",
            "public/rules/sigma-main/rules/two.2.yml"),
        ImportedRules.texts(folder.resolve("rules")).keySet());
  }

  /** The power went between the two moves. */
  @Test
  void aCorpusWhoseReplacingWasCutShortIsStillTheFormerOne() throws IOException {
    imports().take(zip(Map.of("LICENSE", "MIT", "a.yml", rule(1, "high"))), "public", "", "");
    Path there = folder.resolve("rules/imported/public");
    Path former = there.resolveSibling(".public.old");
    Files.move(there, former);
    assertEquals(
        Set.of("public/rules/a.yml"), ImportedRules.texts(folder.resolve("rules")).keySet());
    imports().take(zip(Map.of("LICENSE", "MIT", "b.yml", rule(1, "high"))), "public", "", "");
    assertEquals(
        Set.of("public/rules/b.yml"), ImportedRules.texts(folder.resolve("rules")).keySet());
    assertFalse(Files.exists(former));
  }

  @Test
  void filtersHoldForTheCorpusAndCorrelationsAreAPack() throws IOException {
    String filter =
        """
        title: Not the scanner
        id: 00000000-0000-4000-8000-0000000000f1
        logsource: {product: linux}
        filter:
          rules: [any]
          own: {message|contains: scanner}
          condition: not own
        """;
    String correlation =
        rule(7, "low")
            + """
            ---
            title: Many
            name: many
            id: 00000000-0000-4000-8000-0000000000c1
            status: stable
            level: high
            correlation:
              type: event_count
              rules: [00000000-0000-4000-8000-000000000001, 00000000-0000-4000-8000-000000000007]
              group-by: [source.ip]
              timespan: 5m
              condition: {gte: 5}
            """;
    String broken =
        correlation.replace("8000-000000000001", "gone").replace("000000000007", "000000000008");
    RuleImport.Report report =
        imports()
            .take(
                zip(
                    Map.of(
                        "a.yml",
                        rule(1, "low"),
                        "filter.yml",
                        filter,
                        "many.yml",
                        correlation,
                        "broken.yml",
                        broken.replace("name: many", "name: x").replace("c1", "c2"))),
                "public",
                "MIT",
                "");
    assertEquals(1, report.filters());
    assertEquals(1, report.correlations());
    assertEquals(Set.of("broken.yml"), report.refused().keySet());

    Baseline baseline =
        Baseline.of(
            """
            budget: {alerts: 20, shift: 8h}
            own: {shadow: []}
            imported: {levels: [high], statuses: [stable], shadow: [], released: []}
            """);
    Shipped all =
        Shipped.of(List.of(Written.sigma(Written.OWN, "nc")), baseline::own)
            .with(ImportedRules.texts(folder.resolve("rules")), baseline::imported);
    assertEquals(List.of(), all.problems());
    assertEquals(RuleState.RELEASED, all.state("imported-public/many"));
    assertEquals(1, all.packs().get("imported-public").rules().size());
    String id = "00000000-0000-4000-8000-0000000000f1";
    assertEquals(Set.of("00000000-0000-4000-8000-000000000001"), all.sigma().filteredBy(id));
    InForce inForce = InForce.of(new RuleLives(folder.resolve("rules"), all, CLOCK, false));
    assertTrue(inForce.packs().containsKey("imported-public"));
  }

  @Test
  void aCorpusOfTheSameNameIsReplacedAsAWhole() throws IOException {
    Map<String, String> first =
        Map.of("a.yml", rule(1, "high"), "b.yml", rule(2, "high"), "c.yml", rule(3, "high"));
    RuleImport.Report fresh = imports().take(zip(first), "public", "MIT", "");
    assertEquals(new ReplacedRules(Set.of(), Set.of()), fresh.replaced());
    imports().take(zip(Map.of("x.yml", rule(4, "high"))), "public-too", "MIT", "");
    Map<String, String> second = Map.of("b.yml", rule(2, "low"), "moved.yml", rule(3, "high"));
    RuleImport.Report report = imports().take(zip(second), "public", "MIT", "");
    assertEquals(
        Set.of("public/rules/b.yml", "public/rules/moved.yml", "public-too/rules/x.yml"),
        ImportedRules.texts(folder.resolve("rules")).keySet());
    String id = "00000000-0000-4000-8000-00000000000";
    assertEquals(new ReplacedRules(Set.of(id + 1), Set.of(id + 2)), report.replaced());
  }

  @Test
  void whatIsTakenInIsInShadowUnlessTheBaselineSaysOtherwise() throws IOException {
    Path place = folder.resolve("corpus");
    Files.createDirectories(place.resolve(".git"));
    Files.writeString(place.resolve("LICENSE"), "DRL");
    Files.writeString(place.resolve("on.yml"), rule(1, "critical"));
    Files.writeString(place.resolve("quiet.yml"), rule(2, "low"));
    Files.writeString(place.resolve("noisy.yml"), rule(3, "high"));
    Files.writeString(place.resolve(".git/x.yml"), rule(4, "high"));
    assertEquals(3, imports().take(place, "public", "", "").taken().size());

    Baseline baseline =
        Baseline.of(
            """
            budget: {alerts: 20, shift: 8h}
            own: {shadow: []}
            imported:
              levels: [critical, high]
              statuses: [stable, test]
              shadow: [00000000-0000-4000-8000-000000000003]
              released: []
            """);
    Shipped all =
        Shipped.of(List.of(), baseline::own)
            .with(ImportedRules.texts(folder.resolve("rules")), baseline::imported);
    assertEquals(RuleState.RELEASED, all.state("00000000-0000-4000-8000-000000000001"));
    assertEquals(RuleState.SHADOW, all.state("00000000-0000-4000-8000-000000000002"));
    assertEquals(RuleState.SHADOW, all.state("00000000-0000-4000-8000-000000000003"));
    assertEquals(
        rule(1, "critical"),
        all.piece("00000000-0000-4000-8000-000000000001").orElseThrow().text());
    InForce inForce = InForce.of(new RuleLives(folder.resolve("rules"), all, CLOCK, false));
    assertTrue(inForce.sigma().rule("00000000-0000-4000-8000-000000000002").isPresent());
  }

  @Test
  void withoutALicenceNothingIsTaken() throws IOException {
    Path zip = zip(Map.of("a.yml", rule(1, "high")));
    assertThrows(IllegalArgumentException.class, () -> imports().take(zip, "public", "", ""));
    assertThrows(IllegalArgumentException.class, () -> imports().take(zip, "../up", "MIT", ""));
    assertFalse(Files.exists(folder.resolve("rules/imported/public")));
  }

  @Test
  void aBombIsRefusedBeforeItIsUnpacked() throws IOException {
    Path bomb = folder.resolve("bomb.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(bomb))) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 70; i++) {
        out.putNextEntry(new ZipEntry("rules/" + i + ".yml"));
        out.write(zeros);
        out.closeEntry();
      }
    }
    assertTrue(Files.size(bomb) < 1 << 20);
    IOException e =
        assertThrows(IOException.class, () -> imports().take(bomb, "public", "MIT", ""));
    assertTrue(e.getMessage().startsWith("unpacked: more than 64 MiB"), e.getMessage());
    assertFalse(Files.exists(folder.resolve("rules/imported")));

    Path crowd = folder.resolve("crowd.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(crowd))) {
      for (int i = 0; i <= CorpusFiles.MOST_FILES; i++) {
        out.putNextEntry(new ZipEntry(i + ".txt"));
        out.closeEntry();
      }
    }
    IOException many =
        assertThrows(IOException.class, () -> imports().take(crowd, "public", "MIT", ""));
    assertTrue(many.getMessage().startsWith("files: more than"), many.getMessage());
  }

  @Test
  void whatIsNoArchiveIsSaidToBeNone() throws IOException {
    Path text = Files.writeString(folder.resolve("a.zip"), "no archive");
    assertThrows(IOException.class, () -> imports().take(text, "public", "MIT", ""));
  }

  @Test
  void whatIsTakenInIsInForceWhenTheFilesAreReadAgain() throws IOException {
    Path rules = folder.resolve("rules");
    RuleLives lives =
        new RuleLives(
            rules,
            () ->
                Shipped.of(List.of(), _ -> RuleState.RELEASED)
                    .with(ImportedRules.texts(rules), _ -> RuleState.RELEASED),
            CLOCK,
            false);
    String id = "00000000-0000-4000-8000-000000000007";
    assertTrue(lives.find(id).isEmpty());
    imports().take(zip(Map.of("rules/a.yml", rule(7, "high"))), "public", "MIT", "");
    lives.readShipped();
    assertEquals(RuleState.RELEASED, lives.state(id));
    assertTrue(InForce.of(lives).isReleased(id));
    lives.move(id, 0, RuleState.SHADOW, "minh", "first look");
    lives.readShipped();
    assertEquals(RuleState.SHADOW, lives.state(id), "what was decided stands");
    assertTrue(InForce.of(lives).sigma().rule(id).isPresent());
  }

  private RuleImport imports() {
    SigmaRules ours = SigmaRules.text("ours.yml", rule(99, "high"));
    assertTrue(ours.rule(SHIPS).isPresent());
    return new RuleImport(folder.resolve("rules"), ours, CLOCK);
  }

  private Path zip(Map<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue().getBytes(UTF_8));
        out.closeEntry();
      }
    }
    return Files.write(folder.resolve("corpus.zip"), bytes.toByteArray());
  }

  private static String rule(int number, String level) {
    return """
    title: Rule %d
    id: 00000000-0000-4000-8000-%012d
    status: stable
    level: %s
    logsource: {product: linux, service: sshd}
    detection:
      sel:
        message|contains: word%d
      condition: sel
    """
        .formatted(number, number, level, number);
  }
}
