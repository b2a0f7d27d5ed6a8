package songlam.console.desk;

import java.util.Map;
import songlam.core.rule.Piece;

/** A pack of one rule, for tests. */
final class TrialPiece {
  private TrialPiece() {}

  /**
   * @param action of the events it counts
   */
  static Piece pack(String id, String action) {
    String text =
        """
        id: %s
        pipeline: security
        rules:
          - id: one
            title: {vi: "luật", en: "rule"}
            reason: {vi: "{count}", en: "{count}"}
            when: {kind: threshold, match: "event.action:%s", group_by: source.ip, window: 1m, count: 2}
        """
            .formatted(id, action);
    return new Piece(id, Piece.Kind.PACK, Map.of(Piece.PACK, text));
  }
}
