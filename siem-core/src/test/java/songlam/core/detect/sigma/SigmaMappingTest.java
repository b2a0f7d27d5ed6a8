package songlam.core.detect.sigma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import songlam.core.detect.match.Source;

/** What fields mean: the tables that ship, and an installation's own over them. */
class SigmaMappingTest {
  /** What no product's own fields hold and ECS has no name for. */
  private static final Set<String> RAW = Set.of("http.request.cookie", "eventSource", "{field}");

  @TempDir Path folder;

  private void rule(String logsource, String selection) throws IOException {
    Files.writeString(
        folder.resolve("rule.yml"),
        """
        title: T
        id: r
        level: high
        logsource: {%s}
        detection:
          selection: {%s}
          condition: selection
        """
            .formatted(logsource, selection));
  }

  private SigmaRules with(String... lines) throws IOException {
    Path mapping = Files.createDirectories(folder.resolve("mapping"));
    Files.writeString(mapping.resolve("own.yml"), String.join("\n", lines) + "\n");
    return SigmaRules.load(List.of(folder));
  }

  private static int hits(SigmaRules rules, Object... event) {
    return rules.detector().detect(Events.of(event)).size();
  }

  @Test
  void everyShippedTargetIsAFieldOfTheVocabularyOrOfAProduct() {
    Set<String> unknown = new TreeSet<>();
    for (Table.Entry entry : Taxonomy.shipped().entries()) {
      entry.fields().values().stream()
          .flatMap(meant -> meant.sources().stream())
          .forEach(source -> collect(source, unknown));
      entry.open().stream().filter(name -> !Table.isVendors(name)).forEach(unknown::add);
    }
    unknown.removeAll(RAW);
    assertEquals(Set.of(), unknown);
    assertTrue(Taxonomy.shipped().entries().size() > 100);
  }

  private static void collect(Source source, Set<String> unknown) {
    switch (source) {
      case Source.Vendor(var name) when !Table.isVendors(name) -> unknown.add(name);
      case Source.Joined joined -> joined.sources().forEach(part -> collect(part, unknown));
      case Source.RegistryValue(var value, var type) -> {
        collect(value, unknown);
        collect(type, unknown);
      }
      default -> {}
    }
  }

  @ParameterizedTest
  @CsvSource({
    "windows, process_creation, '', Image",
    "windows, '', security, TargetUserName",
    "windows, '', system, Provider_Name",
    "windows, ps_script, '', ScriptBlockText",
    "windows, '', sysmon, Image",
    "windows, '', windefend, EventID",
    "linux, '', auditd, type",
    "linux, process_creation, '', CommandLine",
    "linux, '', sshd, method",
    "'', dns, '', query",
    "'', firewall, '', dst_ip",
    "'', proxy, '', c-uri",
    "'', webserver, '', cs-uri-query",
    "zeek, '', http, uri",
    "'', '', netflow, src_ip",
    "aws, '', cloudtrail, eventName",
    "azure, '', auditlogs, operationName",
  })
  void theCommonLogsourcesAreKnown(String product, String category, String service, String field) {
    List<Table.Entry> entries =
        Taxonomy.shipped().entries().stream()
            .filter(e -> e.logsource().isWithin(new Logsource(category, product, service)))
            .toList();
    assertTrue(!entries.isEmpty());
    assertTrue(entries.stream().anyMatch(e -> e.fields().containsKey(field)), entries.toString());
  }

  /** The audit of Windows in the words of Sysmon. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "registry_set; TargetObject|endswith: '\\EventLog\\Start'; true",
        "registry_event; TargetObject|endswith: '\\EventLog\\Start'; true",
        "registry_set; TargetObject|endswith: '\\EventLog'; false",
        "registry_set; Details: 'DWORD (0x00000004)'; true",
        "registry_event; Details: 'DWORD (0x00000004)'; true",
        "registry_set; Details: '4'; false",
        "registry_set; NewValue: '4'; true"
      })
  void aValueOfTheRegistry(String category, String selection, boolean expected) throws IOException {
    rule("product: windows, category: " + category, selection);
    SigmaRules rules = SigmaRules.load(List.of(folder));
    assertEquals(List.of(), rules.problems());
    assertEquals(
        expected ? 1 : 0,
        hits(
            rules,
            "event.provider",
            "Microsoft-Windows-Security-Auditing",
            "event.code",
            "4657",
            "winlog.event_data.ObjectName",
            "\\REGISTRY\\MACHINE\\SYSTEM\\ControlSet001\\Services\\EventLog",
            "winlog.event_data.ObjectValueName",
            "Start",
            "winlog.event_data.NewValueType",
            "%%1876",
            "winlog.event_data.NewValue",
            "4"));
  }

  @ParameterizedTest
  @CsvSource({
    "%%1873, 4, 4",
    "%%1876, 0x10, DWORD (0x00000010)",
    "%%1876, x, x",
    "%%1883, 4294967297, QWORD (0x00000001-0x00000001)",
    "%%1875, 00ff, Binary Data",
    "REG_DWORD, 4294967295, DWORD (0xffffffff)"
  })
  void theTypeOfAValueSaysHowItIsWritten(String type, String value, String expected)
      throws IOException {
    rule("product: windows, category: registry_set", "Details: '" + expected + "'");
    assertEquals(
        1,
        hits(
            SigmaRules.load(List.of(folder)),
            "event.provider",
            "Microsoft-Windows-Security-Auditing",
            "event.code",
            "4657",
            "winlog.event_data.NewValueType",
            type,
            "winlog.event_data.NewValue",
            value));
  }

  @Test
  void aUserOfADomain() throws IOException {
    rule("product: windows, category: process_creation", "User: 'CORP\\an'");
    SigmaRules rules = SigmaRules.load(List.of(folder));
    Object[] event = {
      "event.provider", "Microsoft-Windows-Security-Auditing", "event.code", "4688",
      "user.domain", "CORP", "user.name", "an"
    };
    assertEquals(1, hits(rules, event));
    event[5] = "OTHER";
    assertEquals(0, hits(rules, event));
  }

  @Test
  void aFieldIsReadWhereTheInstallationSaysItIs() throws IOException {
    rule("category: process_creation, product: windows", "Image|endswith: '\\a.exe'");
    Object[] event = {
      "event.provider", "Microsoft-Windows-Sysmon", "event.code", "1", "winlog.binary", "C:\\a.exe"
    };
    assertEquals(0, hits(SigmaRules.load(List.of(folder)), event));
    SigmaRules own = with("product: windows", "logsources:", "  - fields: {Image: winlog.binary}");
    assertEquals(List.of(), own.problems());
    assertEquals(1, hits(own, event));
  }

  @Test
  void aLogsourceNobodyKnewHasItsEventsAndFields() throws IOException {
    rule("category: print_job, product: windows", "Owner: eve");
    SigmaRules own =
        with(
            "product: windows",
            "logsources:",
            "  - category: print_job",
            "    when: [{event.code: 307}]",
            "    fields: {Owner: user.name}");
    assertEquals(List.of(), own.problems());
    assertEquals(1, hits(own, "event.code", "307", "user.name", "eve"));
    assertEquals(0, hits(own, "event.code", "308", "user.name", "eve"));
  }

  @Test
  void whereALogsourceIsTakenFromMayBeSaidAnew() throws IOException {
    rule("category: dns", "query: x.example.com");
    SigmaRules own = with("logsources:", "  - category: dns", "    when: [{event.module: bind}]");
    assertEquals(1, hits(own, "event.module", "bind", "dns.question.name", "x.example.com"));
    assertEquals(0, hits(own, "network.protocol", "dns", "dns.question.name", "x.example.com"));
  }

  @Test
  void rulesFromElsewhereAreReadWithItToo() throws IOException {
    rule("category: process_creation, product: windows", "Image|endswith: '\\a.exe'");
    String text = Files.readString(folder.resolve("rule.yml"));
    Files.delete(folder.resolve("rule.yml"));
    with("product: windows", "logsources:", "  - fields: {Image: winlog.binary}");
    SigmaRules rules =
        SigmaRules.texts(Map.of("shipped.yml", text), SigmaMapping.of(List.of(folder)));
    Object[] event = {
      "event.provider", "Microsoft-Windows-Sysmon", "event.code", "1", "winlog.binary", "C:\\a.exe"
    };
    assertEquals(1, hits(rules, event));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "logsource: {}                                      | 1:1  | logsource: unknown",
        "logsources: [{category: nobody, fields: {a: host.name}}] | 1:14 | nobody: unknown",
        "logsources: [{category: dns, fields: {a: hots.name}}]    | 1:42 | hots.name: no field",
        "logsources: [{category: dns, fields: {a: {b: c}}}]       | 1:42 | a field (expected",
        "logsources: [{category: dns, when: []}]            | 1:14 | when: missing",
        "- a                                                | 1:1  | not a mapping",
      })
  void whatIsWrongIsToldByItsPlace(String line, String place, String what) throws IOException {
    rule("category: dns", "query: a");
    List<RuleProblem> problems = with(line).problems();
    assertTrue(
        problems.stream()
            .anyMatch(
                p ->
                    p.file().endsWith("own.yml")
                        && place.equals(p.line() + ":" + p.column())
                        && p.message().contains(what)),
        problems.toString());
  }
}
