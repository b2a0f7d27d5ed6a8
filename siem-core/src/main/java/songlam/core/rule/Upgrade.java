package songlam.core.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a new release of the product does to rules an installation has made its own. What nobody
 * touched is simply new. A rule made from a shipped one that changed since is merged three-way: the
 * result is a draft for people to look at and release; where both changed the same lines, it is a
 * conflict, told until somebody saves a version.
 */
public final class Upgrade {
  /** Who writes merged versions. */
  public static final String AUTHOR = "songlam";

  private Upgrade() {}

  /**
   * A rule whose own version and the shipped one changed in the same place.
   *
   * @param version the installation's youngest
   * @param files merged, with conflict marks
   */
  public record Conflict(String id, int version, Map<String, String> files) {}

  /**
   * @param merged rules that got a merged version, as a draft
   */
  public record Outcome(List<Piece> merged, List<Conflict> conflicts) {}

  /** Merges what can be merged; doing it again changes nothing. */
  public static Outcome run(RuleLives lives) {
    List<Piece> merged = new ArrayList<>();
    List<Conflict> conflicts = new ArrayList<>();
    for (RuleLife life : lives.own()) {
      Optional<Piece> shipped = lives.shipped().piece(life.id());
      RuleVersion latest = life.latest().orElse(null);
      if (latest != null
          && shipped.isPresent()
          && !latest.base().isEmpty()
          && !latest.base().equals(shipped.get().digest())) {
        merge(lives, life.id(), latest, shipped.get(), merged, conflicts);
      }
    }
    return new Outcome(merged, conflicts);
  }

  private static void merge(
      RuleLives lives,
      String id,
      RuleVersion latest,
      Piece shipped,
      List<Piece> merged,
      List<Conflict> conflicts) {
    Piece own = lives.piece(id, latest.number());
    TextMerge.Merged result =
        TextMerge.merge(lives.base(id, latest.number()), own.files(), shipped.files(), "shipped");
    if (!result.conflicts().isEmpty()) {
      conflicts.add(new Conflict(id, latest.number(), result.files()));
      return;
    }
    Piece piece = new Piece(id, own.kind(), result.files());
    if (!piece.digest().equals(latest.digest())) {
      lives.keep(piece, AUTHOR, "merged with the shipped rule", shipped.files());
      merged.add(piece);
    }
  }
}
