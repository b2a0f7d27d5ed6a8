package songlam.console.api.rule;

import io.vertx.core.json.JsonObject;
import songlam.console.api.Json;
import songlam.console.desk.RuleDesk;
import songlam.core.rule.Piece;
import songlam.core.rule.SigmaPieces;

/** Looks at rules without keeping them, over the API and from the command line. */
public final class CheckRequests {
  private final RuleDesk rules;

  public CheckRequests(RuleDesk rules) {
    this.rules = rules;
  }

  /**
   * What is wrong with the files, and what is worth saying of them where the product is installed.
   *
   * @param body {@code {files, id}}, as they are saved
   * @throws songlam.console.api.Problem when the request is none
   */
  public JsonObject check(JsonObject body) {
    SigmaPieces.Checked read = Pieces.checked(body, rules.inForce().listed());
    SigmaPieces.Checked checked =
        read.piece()
            .filter(piece -> piece.kind() == Piece.Kind.PACK)
            .map(rules::check)
            .orElse(read);
    return new JsonObject()
        .put("problems", Json.texts(checked.problems()))
        .put("warnings", Json.texts(checked.warnings()));
  }
}
