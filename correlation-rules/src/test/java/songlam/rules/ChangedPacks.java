package songlam.rules;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.PackShelf;
import songlam.core.detect.Detector;
import songlam.core.detect.sigma.SigmaMapping;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.journal.SystemStore;
import songlam.core.rule.InForce;
import songlam.core.rule.KeptPacks;
import songlam.core.rule.Piece;
import songlam.core.rule.RuleLives;
import songlam.core.rule.RuleState;
import songlam.core.rule.Shipped;

/** An installation's packs and what people do to them, one change after the other. */
final class ChangedPacks {
  private static final String FOUND = "cccccccc-0000-4000-8000-000000000001";
  private static final String BURST = "cccccccc-0000-4000-8000-000000000002";
  private static final String EXCEPTION = "cccccccc-0000-4000-8000-000000000009";

  /** All that raise something, also those that would be silent. */
  static final Set<String> RULES =
      Set.of(
          "told/often",
          "told/calm",
          "told/exception-" + EXCEPTION,
          "told-in-shadow/often",
          "told-in-shadow/calm",
          "added/new",
          "linked/burst");

  private static final String SIGMA_TEXT =
      """
      title: Deed
      id: %s
      logsource: {product: linux, service: sshd}
      detection:
        selection: {event.action: a}
        condition: selection
      level: high
      """
          .formatted(FOUND);

  private static final String BURST_TEXT =
      """
      title: Burst of deeds
      id: %s
      name: burst
      correlation:
        type: event_count
        rules: [%s]
        group-by: [Where]
        timespan: 20s
        condition: {gte: 4}
      level: high
      """
          .formatted(BURST, FOUND);

  private static final String EXCEPTION_TEXT =
      """
      title: u1 is known
      id: %s
      songlam:
        exception: {rule: told/often, match: "user.name:u1", owner: lan, until: 2027-01-31, why: test}
      """
          .formatted(EXCEPTION);

  private static final String GRAVE_CODE =
      "rule \"grave\" when $n : Noticed( count > 20 ) then alerts.alert($n, Severity.HIGH); end\n";

  private static final Instant BEFORE = Instant.parse("2027-01-01T00:00:00Z");
  private static final Instant AFTER = Instant.parse("2027-03-01T00:00:00Z");

  private final OwnFolder folder;
  private String shippedAction = "c";
  private RuleLives lives;
  private KeptPacks kept = new KeptPacks(new InMemorySystemStore());

  /** As they are before the first change. */
  ChangedPacks(Path folder) {
    this.folder = new OwnFolder(folder, BEFORE);
    this.folder.write(
        "mapping/own.yml", "product: linux\nlogsources: [{fields: {Where: host.name}}]\n");
    this.lives = read();
    release(linked());
  }

  private static final List<Consumer<ChangedPacks>> CHANGES =
      List.of(
          packs -> packs.release(told("5", "", "")),
          packs -> packs.release(added("b")),
          packs -> packs.except(RuleState.RELEASED),
          packs -> packs.release(told("4", "severity: critical", "")),
          packs -> packs.folder.write("mapping/own.yml", whereIs("user.name")),
          packs -> packs.watch(told("2", "", "")),
          packs -> packs.lives.move("told/calm", 0, RuleState.RETIRED, "minh", "test"),
          packs -> packs.folder.at(AFTER),
          packs -> packs.lives.move("added", 1, RuleState.RETIRED, "minh", "test"),
          packs -> packs.release(told("4", "severity: critical", GRAVE_CODE)),
          packs -> packs.lives.move("told/calm", 0, RuleState.RELEASED, "minh", "test"),
          packs -> packs.shippedAction = "a",
          packs -> packs.lives.move("added", 1, RuleState.RELEASED, "minh", "test"),
          packs -> packs.lives.move("told", 1, RuleState.RELEASED, "minh", "test"));

  private static String whereIs(String field) {
    return "product: linux\nlogsources: [{fields: {Where: %s}}]\n".formatted(field);
  }

  /** What is in force, in the order of the changes, the first before any of them. */
  List<Map<String, Pack>> all() {
    List<Map<String, Pack>> all = new ArrayList<>(List.of(inForce()));
    for (int number = 1; number <= CHANGES.size(); number++) {
      change(number);
      all.add(inForce());
    }
    return all;
  }

  /** Reads all again, as a process that starts. */
  PackShelf begin(SystemStore store) {
    lives = read();
    kept = new KeptPacks(store);
    kept.keep(InForce.of(lives));
    return kept;
  }

  /** Makes the change of this number, from 1. */
  void change(int number) {
    CHANGES.get(number - 1).accept(this);
    lives.readShipped();
    kept.keep(InForce.of(lives));
  }

  /** The packs as they are now. */
  Map<String, Pack> inForce() {
    InForce inForce = InForce.of(lives);
    if (!inForce.problems().isEmpty()) {
      throw new IllegalStateException(inForce.problems().toString());
    }
    return inForce.packs();
  }

  static Map<String, String> versions(Map<String, Pack> packs) {
    Map<String, String> versions = new TreeMap<>();
    packs.forEach((id, pack) -> versions.put(id, pack.version()));
    return versions;
  }

  /** Finds what one of the packs is about. */
  static Detector detector() {
    return SigmaRules.text("found.yml", SIGMA_TEXT).detector();
  }

  private void release(Piece piece) {
    lives.keep(piece, "lan", "test");
    move(piece, RuleState.RELEASED);
  }

  private void watch(Piece piece) {
    lives.keep(piece, "lan", "test");
    move(piece, RuleState.SHADOW);
  }

  private void except(RuleState state) {
    Piece piece = new Piece(EXCEPTION, Piece.Kind.EXCEPTION, Map.of(Piece.RULE, EXCEPTION_TEXT));
    lives.keep(piece, "lan", "test");
    move(piece, state);
  }

  private void move(Piece piece, RuleState state) {
    int latest = lives.find(piece.id()).orElseThrow().versions().size();
    lives.move(piece.id(), latest, state, "minh", "test");
  }

  /** Over the shipped one, which has another rule beside. */
  private static Piece told(String count, String more, String drl) {
    Map<String, String> files = new TreeMap<>();
    String head = "id: told\npipeline: security\n" + (drl.isEmpty() ? "" : "drl: [own.drl]\n");
    files.put(Piece.PACK, head + "rules:\n" + rule("often", "event.action:*", count, more));
    if (!drl.isEmpty()) {
      files.put("own.drl", drl);
    }
    return new Piece("told", Piece.Kind.PACK, files);
  }

  private static Piece added(String action) {
    String text =
        "id: added\npipeline: security\nrules:\n" + rule("new", "event.action:" + action, "3", "");
    return new Piece("added", Piece.Kind.PACK, Map.of(Piece.PACK, text));
  }

  private static Piece linked() {
    return new Piece(
        "linked",
        Piece.Kind.PACK,
        Map.of(
            Piece.PACK,
            "id: linked\npipeline: security\nsigma: [burst.yml]\n",
            "burst.yml",
            BURST_TEXT));
  }

  private static String rule(String id, String match, String count, String more) {
    return """
      - id: %s
        title: {vi: "việc", en: "deed"}
        reason: {vi: "{count} trên {host.name}", en: "{count} on {host.name}"}
        quiet: 20s
        %s
        when: {kind: threshold, match: "%s", group_by: [host.name, user.name], window: 20s, count: %s}
    """
        .formatted(id, more, match, count);
  }

  private RuleLives read() {
    return new RuleLives(folder.path(), this::shipped, folder.clock(), false);
  }

  private Shipped shipped() {
    String text =
        "id: told\npipeline: security\nrules:\n"
            + rule("often", "event.action:*", "6", "")
            + rule("calm", "event.action:" + shippedAction, "2", "");
    return Shipped.of(
        List.of(
            new Piece("told", Piece.Kind.PACK, Map.of(Piece.PACK, text)),
            new Piece(FOUND, Piece.Kind.SIGMA, Map.of(Piece.RULE, SIGMA_TEXT))),
        _ -> RuleState.RELEASED,
        SigmaMapping.of(List.of(folder.path())));
  }
}
