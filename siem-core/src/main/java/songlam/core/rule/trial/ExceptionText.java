package songlam.core.rule.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import songlam.core.detect.sigma.Logsource;
import songlam.core.event.Timestamps;

/** Writes exceptions as files. */
final class ExceptionText {
  private ExceptionText() {}

  /** What a file says beside its values. */
  record Head(
      String id,
      String title,
      String rule,
      String owner,
      long until,
      String why,
      List<String> of) {}

  /** Of a Sigma rule: a filter for its logsource. */
  static String sigma(Head head, Logsource logsource, Map<String, Set<String>> values) {
    StringBuilder text = new StringBuilder(top(head));
    text.append("logsource:\n");
    line(text, "  category: ", logsource.category());
    line(text, "  product: ", logsource.product());
    line(text, "  service: ", logsource.service());
    text.append("filter:\n  rules: [").append(quoted(head.rule())).append("]\n  excepted:\n");
    values.forEach(
        (field, all) -> {
          List<String> quoted = all.stream().map(value -> quoted(sigma(value))).toList();
          boolean isOne = quoted.size() == 1;
          text.append("    ").append(quoted(isOne ? field : field + "|all")).append(": ");
          text.append(isOne ? quoted.getFirst() : "[" + String.join(", ", quoted) + "]");
          text.append('\n');
        });
    text.append("  condition: not excepted\n").append(block(head, ""));
    return text.toString();
  }

  /** Of a rule of a pack, in the words of packs. */
  static String pack(Head head, Map<String, Set<String>> values) {
    List<String> parts = new ArrayList<>();
    values.forEach((field, all) -> all.forEach(value -> parts.add(term(field, value))));
    String match =
        "    rule: "
            + quoted(head.rule())
            + "\n    match: "
            + quoted(String.join(" AND ", parts))
            + "\n";
    return top(head) + block(head, match);
  }

  private static String top(Head head) {
    return "title: "
        + quoted(head.title())
        + "\nid: "
        + head.id()
        + "\ndescription: "
        + quoted(head.why())
        + "\n";
  }

  private static String block(Head head, String more) {
    return "songlam:\n  exception:\n"
        + more
        + "    owner: "
        + quoted(head.owner())
        + "\n    until: "
        + Timestamps.iso(head.until())
        + "\n    why: "
        + quoted(head.why())
        + "\n    of: ["
        + String.join(", ", head.of().stream().map(ExceptionText::quoted).toList())
        + "]\n";
  }

  private static void line(StringBuilder text, String key, String value) {
    if (!value.isEmpty()) {
      text.append(key).append(quoted(value)).append('\n');
    }
  }

  /** A value that means itself in a Sigma rule. */
  private static String sigma(String value) {
    return value.replaceAll("[\\\\*?]", "\\\\$0");
  }

  private static String term(String field, String value) {
    return escaped(field) + ":\"" + value.replaceAll("[\\\\\"]", "\\\\$0") + "\"";
  }

  private static String escaped(String field) {
    return field.replaceAll("[\\\\()\\[\\]{}\":<>*?\\s]", "\\\\$0");
  }

  private static String quoted(String text) {
    return "'" + text.replaceAll("\\p{Cntrl}", " ").replace("'", "''") + "'";
  }
}
