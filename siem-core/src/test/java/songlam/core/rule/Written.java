package songlam.core.rule;

import java.util.List;
import java.util.Map;

/** Rules as people write them. */
final class Written {
  static final String TELNET = "11111111-2222-4333-8444-555555555555";
  static final String OWN = "99999999-2222-4333-8444-555555555555";

  private Written() {}

  /** A Sigma rule that matches events whose command line holds the word. */
  static Piece sigma(String id, String word) {
    return new Piece(id, Piece.Kind.SIGMA, Map.of(Piece.RULE, sigmaText(id, word)));
  }

  static String sigmaText(String id, String word) {
    return """
    title: Looks for %2$s
    id: %1$s
    status: test
    description: first line
    logsource: {product: linux, category: process_creation}
    detection:
      selection:
        CommandLine|contains: %2$s
      condition: selection
    level: medium
    """
        .formatted(id, word);
  }

  /** A pack with a threshold rule each. */
  static Piece pack(String id, String... rules) {
    StringBuilder text = new StringBuilder("id: " + id + "\npipeline: security\nrules:\n");
    for (String rule : rules) {
      text.append(
          """
            - id: %s
              title: {vi: "luật", en: "rule"}
              reason: {vi: "{count}", en: "{count}"}
              when: {kind: threshold, match: "event.action:%s", group_by: source.ip, window: 1m, count: 2}
          """
              .formatted(rule, rule));
    }
    return new Piece(id, Piece.Kind.PACK, Map.of(Piece.PACK, text.toString()));
  }

  static Shipped shipped() {
    return Shipped.of(
        List.of(sigma(TELNET, "telnet"), pack("security", "scan", "guess")),
        _ -> RuleState.RELEASED);
  }
}
