package songlam.rules;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import songlam.core.correlate.pack.Pack;
import songlam.core.detect.sigma.SigmaMapping;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.journal.SystemStore;
import songlam.core.pipeline.RuleSet;
import songlam.core.rule.ImportedRules;
import songlam.core.rule.InForce;
import songlam.core.rule.Piece;
import songlam.core.rule.RuleLives;
import songlam.core.rule.RuleSets;
import songlam.core.rule.RuleState;
import songlam.core.rule.Shipped;

/** An installation's rules and what people do to them, one change after the other. */
final class ChangedRules {
  /** Rules of the pack, each of which tells of findings of one Sigma rule. */
  static final Set<String> PACK_RULES = new TreeSet<>();

  private static final String A = "bbbbbbbb-0000-4000-8000-000000000001";
  private static final String B = "bbbbbbbb-0000-4000-8000-000000000002";
  private static final String C = "bbbbbbbb-0000-4000-8000-000000000003";
  private static final String MAPPED = "bbbbbbbb-0000-4000-8000-000000000004";
  private static final String TAKEN_IN = "bbbbbbbb-0000-4000-8000-000000000005";
  private static final String FILTER = "bbbbbbbb-0000-4000-8000-000000000009";
  private static final List<String> ALL = List.of(A, B, C, MAPPED, TAKEN_IN);

  private static final String FILTER_TEXT =
      """
      title: u1 is known
      id: %s
      logsource: {product: linux, service: sshd}
      filter:
        rules: [%s]
        selection: {user.name: u1}
        condition: not selection
      songlam:
        exception: {owner: lan, until: 2027-01-31, why: test}
      """
          .formatted(FILTER, B);

  private static final Instant BEFORE = Instant.parse("2027-01-01T00:00:00Z");
  private static final Instant AFTER = Instant.parse("2027-03-01T00:00:00Z");

  private final OwnFolder folder;
  private RuleLives lives;
  private RuleSets sets;

  static {
    ALL.forEach(rule -> PACK_RULES.add("told/of-" + rule.charAt(rule.length() - 1)));
  }

  /** As they are before the first change. */
  ChangedRules(Path folder) {
    this.folder = new OwnFolder(folder, BEFORE);
    this.folder.write(
        "mapping/own.yml", "product: linux\nlogsources: [{fields: {Deed: event.action}}]\n");
    this.lives = read();
    this.sets = new RuleSets(new InMemorySystemStore(), lives, this::shipped);
    release(A, sigma(A, "event.action: a"));
    release(B, sigma(B, "event.action: b"));
    release(MAPPED, sigma(MAPPED, "Deed: [a, u2]"));
  }

  /** A pack that tells of three findings of each rule on a host in a minute. */
  static Pack pack() {
    StringBuilder text = new StringBuilder("id: told\npipeline: security\nrules:\n");
    for (String rule : ALL) {
      text.append(
          """
            - id: of-%s
              title: {vi: "phát hiện", en: "found"}
              reason: {vi: "{count} trên {host.name}", en: "{count} on {host.name}"}
              when: {kind: threshold, match: "songlam.finding.rules:%s", group_by: host.name, window: 10s, count: 3}
          """
              .formatted(rule.charAt(rule.length() - 1), rule));
    }
    Piece piece = new Piece("told", Piece.Kind.PACK, Map.of(Piece.PACK, text.toString()));
    return Shipped.of(List.of(piece), _ -> RuleState.RELEASED).packs().get("told");
  }

  /** Every set these rules ever are, in their order, the first of them before any change. */
  List<RuleSet> all() {
    List<RuleSet> all = new ArrayList<>(List.of(sets.change(InForce.of(lives))));
    for (int number = 1; number <= CHANGES.size(); number++) {
      change(number);
      all.add(sets.current());
    }
    return all;
  }

  /** Reads all again, as a process that starts. */
  RuleSets begin(SystemStore store) {
    lives = read();
    sets = new RuleSets(store, lives, this::shipped);
    sets.change(InForce.of(lives));
    return sets;
  }

  /** Makes the change of this number, from 1. */
  void change(int number) {
    CHANGES.get(number - 1).accept(this);
    sets.change(InForce.of(lives));
  }

  private static final List<Consumer<ChangedRules>> CHANGES =
      List.of(
          rules -> rules.release(A, sigma(A, "event.action: c")),
          rules -> {
            rules.keep(C, sigma(C, "event.action: a"));
            rules.move(C, 1, RuleState.SHADOW);
          },
          rules -> {
            rules.lives.keep(
                new Piece(FILTER, Piece.Kind.FILTER, Map.of(Piece.RULE, FILTER_TEXT)),
                "lan",
                "test");
            rules.move(FILTER, 1, RuleState.RELEASED);
          },
          rules -> {
            rules.folder.write(
                "mapping/own.yml", "product: linux\nlogsources: [{fields: {Deed: user.name}}]\n");
            rules.lives.readShipped();
          },
          rules -> rules.move(C, 1, RuleState.RELEASED),
          rules -> rules.folder.at(AFTER),
          rules -> {
            rules.folder.write(
                "imported/theirs/rules/one.yml", sigma(TAKEN_IN, "event.action: b").text());
            rules.lives.readShipped();
          },
          rules -> rules.move(B, 1, RuleState.RETIRED),
          rules -> rules.move(A, 1, RuleState.RELEASED));

  private void release(String id, Piece piece) {
    keep(id, piece);
    move(id, lives.find(id).orElseThrow().versions().size(), RuleState.RELEASED);
  }

  private void keep(String id, Piece piece) {
    if (!piece.id().equals(id)) {
      throw new IllegalArgumentException("id: " + piece.id() + " (expected: " + id + ")");
    }
    lives.keep(piece, "lan", "test");
  }

  private void move(String id, int version, RuleState state) {
    lives.move(id, version, state, "minh", "test");
  }

  private static Piece sigma(String id, String selection) {
    String text =
        """
        title: Deed %1$s
        id: %1$s
        status: stable
        logsource: {product: linux, service: sshd}
        detection:
          selection: {%2$s}
          condition: selection
        level: high
        """
            .formatted(id, selection);
    return new Piece(id, Piece.Kind.SIGMA, Map.of(Piece.RULE, text));
  }

  private RuleLives read() {
    return new RuleLives(folder.path(), () -> shipped(folder.path()), folder.clock(), false);
  }

  private Shipped shipped(Path where) {
    return Shipped.of(List.of(), _ -> RuleState.RELEASED, SigmaMapping.of(List.of(where)))
        .with(ImportedRules.texts(where), _ -> RuleState.RELEASED);
  }
}
