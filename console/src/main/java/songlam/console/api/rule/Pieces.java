package songlam.console.api.rule;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import songlam.console.api.Parameters;
import songlam.console.api.Problem;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.rule.Piece;
import songlam.core.rule.SigmaPieces;

/** Rules as requests carry them: {@code {id, files}}, the id for packs. */
final class Pieces {
  private Pieces() {}

  /**
   * @param known rules a filter may be for, or a correlation over
   * @throws Problem with every problem of a Sigma rule's text
   */
  static Piece read(JsonObject body, SigmaRules known) {
    SigmaPieces.Checked checked = checked(body, known);
    return checked
        .piece()
        .orElseThrow(() -> Problem.badRequest(String.join("\n", checked.problems())));
  }

  /**
   * What is wrong with them or worth saying; of a pack nothing is read here.
   *
   * @throws Problem when the request is none
   */
  static SigmaPieces.Checked checked(JsonObject body, SigmaRules known) {
    JsonObject given = Parameters.object(body, "files");
    Map<String, String> files = new TreeMap<>();
    given.forEach(file -> files.put(file.getKey(), String.valueOf(file.getValue())));
    if (files.containsKey(Piece.PACK)) {
      String id = body.getString("id", "");
      if (!id.matches("[a-z0-9][a-z0-9-]*") || files.keySet().stream().anyMatch(n -> !isName(n))) {
        throw Problem.badRequest(
            "id, files: " + id + " (expected: a pack's id, and names of files in its folder)");
      }
      Piece pack = new Piece(id, Piece.Kind.PACK, files);
      return new SigmaPieces.Checked(Optional.of(pack), List.of(), List.of());
    }
    return SigmaPieces.of(
        Piece.RULE, files.getOrDefault(Piece.RULE, ""), files.getOrDefault(Piece.CASES, ""), known);
  }

  private static boolean isName(String file) {
    return file.matches("([A-Za-z0-9_-]+/)?[A-Za-z0-9_-]+\\.(yml|yaml|drl)");
  }
}
