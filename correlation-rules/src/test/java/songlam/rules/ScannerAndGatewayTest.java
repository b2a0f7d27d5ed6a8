package songlam.rules;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.Rehearsal;
import songlam.core.correlate.pack.Rule;
import songlam.core.correlate.pack.ShippedPacks;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.rule.trial.RuleCase;

/**
 * What makes a rule of the security pack fire makes it fire no more when the announced scanner did
 * it, or when it comes from the address behind which two hundred people sit. The events of every
 * case that fires are tried again with those roles, so that no rule can forget them.
 */
class ScannerAndGatewayTest {
  private static final Pack SECURITY =
      ShippedPacks.read().stream().filter(pack -> pack.id().equals("security")).findFirst().get();
  private static final String SCANNER = "scanner";
  private static final List<String> GATEWAYS = List.of("nat", "proxy");
  private static final int PEOPLE = 200;

  /**
   * Rules that do look behind gateways, and why. Each has a case of two hundred people behind a NAT
   * that stays silent.
   */
  private static final Map<String, String> LOOK_BEHIND_GATEWAYS =
      Map.ofEntries(
          entry("port-scan", "two hundred people want a handful of ports of one machine"),
          entry("data-leaving-through-gateway", "it is about gateways, and counts for all of them"),
          entry("camera-to-internet", "behind a NAT of the camera zone are cameras, not people"),
          entry("finding-on-host", "one event is the evidence, not how many there are"),
          entry("finding-in-network", "one event is the evidence, not how many there are"),
          entry("web-probing", "no number of readers sends requests that look for holes"),
          entry("web-probed-then-shell", "no number of readers has a shell answer"),
          entry("gateway-guessing", "people have no business at the firewall's administration"),
          entry("gateway-taken", "people have no business at the firewall's administration"),
          entry("host-firewall-blocked", "two hundred people locked out are worth a word"),
          entry("mail-malware-stopped", "an infected mail from inside is the worst there is"),
          entry("tickets-harvested", "it counts for each account, wherever it sits"),
          entry(
              "log-source-silent", "people going home do not silence what a machine says itself"));

  /** Rules whose events name no address they come from. */
  private static final Set<String> WITHOUT_SOURCE =
      Set.of(
          "account-short-lived",
          "administrator-then-log-cleared",
          "defences-down",
          "device-port-flaps",
          "finding-on-host",
          "service-on-many-machines",
          "vpn-guessing");

  @TestFactory
  List<DynamicTest> firesForNeither() throws IOException {
    Rehearsal rehearsal = new Rehearsal(List.of(SECURITY), _ -> List.of());
    List<DynamicTest> tests = new ArrayList<>();
    for (Rule rule : SECURITY.rules()) {
      for (RuleCase one : firing(rule)) {
        tests.add(test(rehearsal, rule, one, SCANNER, false));
        boolean looks = LOOK_BEHIND_GATEWAYS.containsKey(rule.id());
        GATEWAYS.forEach(role -> tests.add(test(rehearsal, rule, one, role, looks)));
      }
    }
    return tests;
  }

  private static DynamicTest test(
      Rehearsal rehearsal, Rule rule, RuleCase one, String role, boolean fires) {
    return DynamicTest.dynamicTest(
        rule.id() + ": " + one.name() + ", " + role,
        () -> {
          List<Event> events =
              Cases.events(one).stream().map(event -> sentBy(event, role)).toList();
          assertEquals(
              fires,
              rehearsal.run(events, Cases.settle(one)).stream()
                  .anyMatch(alert -> alert.rule().equals("security/" + rule.id())));
        });
  }

  @Test
  void rulesThatNameNoSourceAreKnown() throws IOException {
    Set<String> without = new TreeSet<>();
    for (Rule rule : SECURITY.rules()) {
      if (firing(rule).isEmpty()) {
        without.add(rule.id());
      }
    }
    assertEquals(new TreeSet<>(WITHOUT_SOURCE), without);
  }

  @Test
  void whatLooksBehindGatewaysIsSilentForTwoHundredPeople() throws IOException {
    Set<String> rules = new TreeSet<>();
    SECURITY.rules().forEach(rule -> rules.add(rule.id()));
    assertTrue(rules.containsAll(LOOK_BEHIND_GATEWAYS.keySet()));
    for (String rule : LOOK_BEHIND_GATEWAYS.keySet()) {
      assertTrue(cases(rule).cases().stream().anyMatch(ScannerAndGatewayTest::isCrowd), rule);
    }
  }

  private static boolean isCrowd(RuleCase one) {
    return !one.fires()
        && Cases.events(one).stream()
                .filter(event -> event.texts(EcsField.SONGLAM_SOURCE_ASSET_ROLES).contains("nat"))
                .count()
            >= PEOPLE;
  }

  /** The cases that fire in which an address sends anything. */
  private static List<RuleCase> firing(Rule rule) throws IOException {
    return cases(rule.id()).cases().stream()
        .filter(RuleCase::fires)
        .filter(one -> Cases.events(one).stream().anyMatch(e -> e.has(EcsField.SOURCE_IP)))
        .toList();
  }

  private static Event sentBy(Event event, String role) {
    assertFalse(event.texts(EcsField.SONGLAM_SOURCE_ASSET_ROLES).contains(SCANNER));
    return event.has(EcsField.SOURCE_IP)
        ? event.toBuilder()
            .set(EcsField.SONGLAM_SOURCE_ASSET_ROLES, List.of(role))
            .build(event.id())
        : event;
  }

  private static Cases cases(String rule) throws IOException {
    return Cases.read(Path.of("packs/security/cases", rule + ".yml"));
  }
}
