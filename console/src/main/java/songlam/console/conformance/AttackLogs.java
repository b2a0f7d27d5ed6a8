package songlam.console.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Entity;
import songlam.core.correlate.pack.Rehearsal;
import songlam.core.correlate.pack.ShippedPacks;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.event.EcsField;
import songlam.core.event.Event;

/**
 * Logs of real attacks with the sources that must be alerted, replayed with their own times through
 * parser, normaliser, our own rules and packs.
 *
 * @param cases what came of each log of a type that is read
 * @param typesNotRead logs of types without a parser, by type
 * @param programsNotRead logs of syslog from programs of which nothing is understood, by program
 */
record AttackLogs(
    List<Case> cases, Map<String, Integer> typesNotRead, Map<String, Integer> programsNotRead) {
  /** The folder's names of the types we read, and ours. */
  private static final Map<String, String> TYPES =
      Map.of("syslog", "syslog", "wineventlog", "windows-xml");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SETTLE = 3_600_000;

  /**
   * One log.
   *
   * @param listed sources that must be alerted: addresses, or users where the attack has none
   * @param missed those of them no alert names: an address as the attacker's, a user in any role
   * @param others addresses, or users where those are listed, named in the same way and not listed
   * @param rules the rules that raised alerts
   */
  record Case(
      String name, Set<String> listed, Set<String> missed, Set<String> others, Set<String> rules) {}

  /**
   * @param folder the corpus crowdsec-hub-tests
   */
  static AttackLogs score(Path folder) throws IOException {
    Rehearsal rehearsal = new Rehearsal(ShippedPacks.read(), SigmaRules.shipped().detector());
    List<Case> cases = new ArrayList<>();
    Map<String, Integer> types = new TreeMap<>();
    Map<String, Integer> programs = new TreeMap<>();
    JsonNode all = JSON.readTree(Files.readAllBytes(folder.resolve("scenario-cases.json")));
    for (JsonNode one : all) {
      String theirs = one.path("log_type").asText();
      String ours = TYPES.get(theirs);
      if (ours == null) {
        types.merge(theirs, 1, Integer::sum);
        continue;
      }
      Path file = folder.resolve(one.path("log").asText());
      List<Event> events = LogFiles.of(ours, file).events();
      boolean isLine = ours.equals("syslog");
      if (isLine && events.stream().noneMatch(event -> event.has(EcsField.EVENT_ACTION))) {
        programs(events).forEach(program -> programs.merge(program, 1, Integer::sum));
      } else {
        Set<String> listed = new TreeSet<>();
        one.path("sources").forEach(source -> listed.add(source.asText()));
        cases.add(judged(one.path("test").asText(), listed, rehearsal.run(events, SETTLE)));
      }
    }
    return new AttackLogs(cases, types, programs);
  }

  /** How many sources are listed, over all cases. */
  int listed() {
    return cases.stream().mapToInt(one -> one.listed.size()).sum();
  }

  /** How many of them no alert names. */
  int missed() {
    return cases.stream().mapToInt(one -> one.missed.size()).sum();
  }

  /**
   * A listed address must be an attacker's, and so is one too many. Where users are listed these
   * are the accounts an attack is about, its victims too: any user an alert names counts, either
   * way.
   */
  static Case judged(String name, Set<String> listed, List<Alert> alerts) {
    boolean isAboutAddresses = listed.stream().anyMatch(AttackLogs::isAddress);
    Set<String> sources = new TreeSet<>(listed);
    listed.forEach(source -> sources.add(account(source)));
    Set<String> named = new TreeSet<>();
    for (Alert alert : alerts) {
      for (Entity entity : alert.entities()) {
        boolean counts =
            isAboutAddresses
                ? entity.kind().equals("ip") && entity.role().equals(Entity.ATTACKER)
                : entity.kind().equals("user");
        if (counts) {
          named.add(entity.value());
        }
      }
    }
    Set<String> others = new TreeSet<>(named);
    others.removeAll(sources);
    Set<String> missed = new TreeSet<>(listed);
    missed.removeIf(source -> named.contains(source) || named.contains(account(source)));
    Set<String> rules = new TreeSet<>();
    alerts.forEach(alert -> rules.add(alert.rule()));
    return new Case(name, listed, missed, others, rules);
  }

  /** {@code DOMAIN\name} without its domain: our entities are accounts. */
  private static String account(String source) {
    return source.substring(source.lastIndexOf('\\') + 1);
  }

  private static boolean isAddress(String source) {
    try {
      return InetAddress.ofLiteral(source) != null;
    } catch (IllegalArgumentException aName) {
      return false;
    }
  }

  private static Set<String> programs(List<Event> events) {
    Set<String> programs = new TreeSet<>();
    events.stream()
        .map(event -> event.text(EcsField.PROCESS_NAME))
        .filter(Objects::nonNull)
        .forEach(programs::add);
    return programs;
  }
}
