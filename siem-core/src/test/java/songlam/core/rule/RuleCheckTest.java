package songlam.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the linter finds in files, folders, packs and a whole overlay. */
class RuleCheckTest {
  private static final String RULE =
      """
      title: Sign-in failed
      name: failed
      id: 11111111-2222-4333-8444-000000000001
      logsource: {product: linux, service: sshd}
      detection:
        words: [Failed password]
        condition: words
      level: low
      status: test
      """;
  private static final String CORRELATION =
      """
      title: Many failed sign-ins
      name: many-failed
      id: 11111111-2222-4333-8444-000000000002
      correlation:
        type: event_count
        rules: [failed]
        group-by: [source.ip]
        timespan: 5m
        condition: {gte: 5}
      level: low
      status: test
      """;

  @TempDir private Path folder;

  @BeforeEach
  void base() throws IOException {
    put("sigma/failed.yml", RULE);
  }

  private void put(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private RuleCheck.Found check(String... places) {
    return RuleCheck.of(
        List.of(places).stream().map(folder::resolve).toList(), List.of(), Map.of());
  }

  private static void told(List<String> lines, String... parts) {
    assertEquals(parts.length, lines.size(), lines.toString());
    for (int i = 0; i < parts.length; i++) {
      assertTrue(lines.get(i).contains(parts[i]), lines.get(i));
    }
  }

  @Test
  void aCorrelationIsReadWithTheRulesItNames() throws IOException {
    put("sigma/many.yml", CORRELATION);
    RuleCheck.Found found = check("sigma");
    told(found.rejected());
    told(found.warnings());
    assertEquals(2, found.inForce());
    told(check("sigma/many.yml").rejected(), "many.yml:6:11: rules: failed: unknown");
    RuleCheck.Found beside =
        RuleCheck.of(List.of(folder.resolve("sigma/many.yml")), List.of(folder), Map.of());
    told(beside.rejected());

    put("sigma/many.yml", CORRELATION.replace("timespan: 5m", "timespan: five"));
    told(check("sigma").rejected(), "many.yml:8:3: timespan: five");
    put("sigma/many.yml", CORRELATION.replace("source.ip", "src_adress"));
    told(check("sigma").warnings(), "src_adress: no event of this logsource");
  }

  @Test
  void whatTheSpecificationExpectsOfAHeadIsTold() throws IOException {
    put("sigma/failed.yml", RULE.replace("level: low", "date: yesterday"));
    told(
        check("sigma").warnings(),
        "failed.yml:8:1: date: yesterday (expected: YYYY-MM-DD)",
        "failed.yml:1:1: level: missing");
  }

  @Test
  void aFilterOfNoRuleIsTold() throws IOException {
    String filter =
        """
        title: Not the scanner
        id: 11111111-2222-4333-8444-000000000003
        logsource: {product: linux, service: sshd}
        filter:
          rules: [%s]
          own: {source.ip: 192.0.2.9}
          condition: not own
        """;
    put("sigma/filter.yml", filter.formatted("11111111-2222-4333-8444-000000000001"));
    told(check("sigma").warnings());
    put("sigma/filter.yml", filter.formatted("gone"));
    told(check("sigma/filter.yml").warnings(), "filter.yml:5:3: rules: gone: no such rule");
  }

  @Test
  void theWholeFolderOfAnInstallationIsRead() throws IOException {
    put("sigma/many.yml", CORRELATION);
    put("placeholders.yml", "names: [a]\n");
    put("mapping/own.yml", "product: windows\nlogsources: [{fields: {Own: user.name}}]\n");
    put("life/x/1/rule.yml", RULE);
    put("cases/x.yml", "- {name: a}\n");
    put("imported/public/import.yml", "source: x\n");
    put("imported/public/rules/failed.yml", RULE.replace("name: failed\n", ""));
    put("exceptions/e.yml", EXCEPTION);
    put("packs/ours/pack.yml", PACK);
    put("packs/ours/cases/twice.yml", "- {name: a}\n");
    RuleCheck.Found found = check("");
    told(found.rejected());
    told(found.warnings(), "event.acton");
    assertTrue(found.warnings().getFirst().contains("event.action?"), found.warnings().toString());
    assertEquals(3, found.inForce());

    put("packs/ours/pack.yml", PACK.replace("kind: threshold", "kind: treshold"));
    told(check("").rejected(), "ours/pack.yml:7: ");
  }

  @Test
  void whatAPackSaysOfItsSigmaFilesIsTold() throws IOException {
    put("ours/pack.yml", "id: ours\npipeline: security\nsigma: [many.yml]\n");
    put("ours/many.yml", RULE + "---\n" + CORRELATION.replace("source.ip", "src_adress"));
    RuleCheck.Found found = check("ours");
    told(found.rejected());
    told(found.warnings(), "src_adress");
  }

  private static final String PACK =
      """
      id: ours
      pipeline: security
      rules:
        - id: twice
          title: {vi: "hai lần", en: "twice"}
          reason: {vi: "{count}", en: "{count}"}
          when: {kind: threshold, match: "event.acton:twice", group_by: source.ip, window: 1m, count: 2}
      """;
  private static final String EXCEPTION =
      """
      title: Backup server
      id: 11111111-2222-4333-8444-000000000004
      songlam:
        exception:
          rule: ours/twice
          match: source.ip:"192.0.2.7"
          owner: lan
          until: 2027-01-31
          why: every night
      """;
}
