package songlam.core.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import songlam.core.config.Problems;
import songlam.core.config.Section;
import songlam.core.config.StrictYaml;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.PackReader;
import songlam.core.correlate.pack.Rule;
import songlam.core.correlate.window.Watched;
import songlam.core.detect.sigma.SigmaRules;

/** Packs made of their files, and an installation's own put over those shipped. */
final class PackPieces {
  private static final String SHADOW = "-in-shadow";

  private PackPieces() {}

  /**
   * The pack of these files.
   *
   * @param known rules of one event its correlations may refer to
   * @param problems takes what is wrong; the pack counts only when nothing is
   */
  static Pack read(Piece piece, SigmaRules known, Problems problems) {
    Map<String, String> files = piece.files();
    String head = piece.id() + "/" + Piece.PACK;
    Section top = StrictYaml.text(head, piece.text(), problems);
    Pack pack =
        PackReader.read(
            top,
            name -> {
              String text = files.get(name);
              if (text == null) {
                problems.add(head + ":1: " + name + ": missing (expected: a file beside it)");
              }
              return text == null ? "" : text;
            },
            () -> known);
    if (!pack.id().equals(piece.id())) {
      problems.add(top.at("id") + ": id: " + pack.id() + " (expected: " + piece.id() + ")");
    }
    return pack;
  }

  /**
   * The shipped pack with the installation's rules in it: where both have a rule of one id, theirs
   * counts. Pipeline and consumed sources stay the shipped pack's, and what theirs consume is
   * added.
   */
  static Pack over(Pack shipped, Pack own) {
    Map<String, Rule> rules = new LinkedHashMap<>();
    shipped.rules().forEach(rule -> rules.put(rule.id(), rule));
    own.rules().forEach(rule -> rules.put(rule.id(), rule));
    boolean isForAll = shipped.sourceTypes().isEmpty() || own.sourceTypes().isEmpty();
    Set<String> types = new HashSet<>();
    if (!isForAll) {
      types.addAll(shipped.sourceTypes());
      types.addAll(own.sourceTypes());
    }
    // A copy of the shipped pack has the shipped code already.
    String drl =
        own.drl().contains(shipped.drl())
            ? own.drl()
            : own.drl().isEmpty() ? shipped.drl() : shipped.drl() + "\n" + own.drl();
    return new Pack(
        shipped.id(), shipped.pipeline(), shipped.owner(), types, List.copyOf(rules.values()), drl);
  }

  /** The pack without some of its rules. */
  static Pack without(Pack pack, Set<String> gone) {
    List<Rule> rules = new ArrayList<>(pack.rules());
    rules.removeIf(rule -> gone.contains(pack.id() + "/" + rule.id()));
    return with(pack, rules);
  }

  /** The pack with other rules. */
  static Pack with(Pack pack, List<Rule> rules) {
    return new Pack(
        pack.id(), pack.pipeline(), pack.owner(), pack.sourceTypes(), rules, pack.drl());
  }

  /** The rule, watching for something else. */
  static Rule watching(Rule rule, Watched when) {
    return named(rule, rule.id(), when);
  }

  /** The rule under another name, watching for something else. */
  static Rule named(Rule rule, String id, Watched when) {
    return new Rule(
        id,
        rule.severity(),
        when,
        rule.quiet(),
        rule.title(),
        rule.reason(),
        rule.entities(),
        rule.attack(),
        rule.playbook(),
        rule.rationale(),
        rule.notes());
  }

  /** The pack under the name it has while it is only watched. */
  static Pack inShadow(Pack pack) {
    return new Pack(
        pack.id() + SHADOW,
        pack.pipeline(),
        pack.owner(),
        pack.sourceTypes(),
        pack.rules(),
        pack.drl());
  }

  /**
   * The rule's id, {@code pack/rule}, whether the pack is in shadow or not; of a rule that counts
   * for an exception, the exception's.
   */
  static String plain(String rule) {
    return Exemptions.plain(rule.replace(SHADOW + "/", "/"));
  }
}
