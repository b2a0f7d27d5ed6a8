package songlam.core.rule;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a new release of the product does to rules an installation has made its own. What nobody
 * touched is simply new. Of a rule made from a shipped one that changed since, the version people
 * go on from and the one in force are merged three-way: the results are drafts for people to look
 * at and release; where both changed the same lines, it is a conflict, told until somebody says
 * that it is resolved.
 */
public final class Upgrade {
  private Upgrade() {}

  /**
   * A rule whose own version and the shipped one changed in the same place.
   *
   * @param version the installation's
   * @param files merged, with conflict marks
   */
  public record Conflict(String id, int version, Map<String, String> files) {}

  /**
   * @param merged rules whose version people go on from got a merged one, as a draft
   * @param beside what else was merged, to be told
   */
  public record Outcome(List<Piece> merged, List<String> beside, List<Conflict> conflicts) {}

  /** Merges what can be merged; doing it again changes nothing. */
  public static Outcome run(RuleLives lives) {
    Outcome outcome = new Outcome(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (RuleLife life : lives.own()) {
      Optional<Piece> ships = lives.shipped().piece(life.id());
      if (ships.isPresent()) {
        Set<RuleVersion> behind = new LinkedHashSet<>();
        life.head().ifPresent(behind::add);
        life.versions().stream()
            .filter(one -> life.released().filter(number -> number == one.number()).isPresent())
            .forEach(behind::add);
        behind.stream()
            .filter(version -> isBehind(version, ships.get()))
            .forEach(version -> merge(lives, life, version, ships.get(), outcome));
      }
    }
    return outcome;
  }

  private static boolean isBehind(RuleVersion version, Piece ships) {
    return !version.base().isEmpty() && !version.base().equals(ships.digest());
  }

  private static void merge(
      RuleLives lives, RuleLife life, RuleVersion version, Piece ships, Outcome outcome) {
    String id = life.id();
    Piece own = lives.piece(id, version.number());
    TextMerge.Merged result =
        TextMerge.merge(lives.base(id, version.number()), own.files(), ships.files(), "shipped");
    if (!result.conflicts().isEmpty()) {
      outcome.conflicts().add(new Conflict(id, version.number(), result.files()));
      return;
    }
    Piece piece = new Piece(id, own.kind(), result.files());
    boolean isHead = life.head().filter(version::equals).isPresent();
    if (piece.digest().equals(version.digest())) {
      lives.merged(id, version.number(), RuleVersion.MERGER, "holds all of it already");
    } else if (isHead) {
      lives.merge(piece, version.number(), ships);
      outcome.merged().add(piece);
    } else if (!lives.isKept(piece)) {
      lives.merge(piece, version.number(), ships);
      outcome
          .beside()
          .add(
              "%s: version %d, which is released, was merged with the shipped rule as a draft"
                  .formatted(id, version.number()));
    }
  }
}
