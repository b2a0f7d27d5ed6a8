package songlam.core.correlate.pack;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import songlam.core.config.Section;
import songlam.core.event.EcsField;

/**
 * An alert that another one explains: while the parent's episode is open, the child's alert stays
 * in the record and out of the queue. Written as a rule of the pack's session, where every alert
 * passes.
 */
final class Suppression {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

  private Suppression() {}

  /** What a rule's {@code suppressed_by} means, in DRL; empty without one. */
  static String of(Section rule, String child) {
    if (!rule.has("suppressed_by")) {
      return "";
    }
    Section section = rule.section("suppressed_by");
    String parent = section.requiredText("rule");
    String field = field(section);
    section.done();
    if (!PLAIN.matcher(parent).matches() || !PLAIN.matcher(child).matches()) {
      section.wrong("rule", parent, "the id of a rule of this pack");
      return "";
    }
    String related = field == null ? "" : ", episode.says(\"%s\", $parent.key)".formatted(field);
    return """
        rule "%1$s is explained by %2$s"
        when
          $parent : Noticed( rule == "%2$s", phase != "returned" )
          $child : Noticed( rule == "%1$s", phase != "returned"%3$s )
        then
          alerts.suppress($child);
        end
        """
        .formatted(child, parent, related);
  }

  /** Reports a parent that is none of the pack's rules. */
  static void check(Section rule, Set<String> ids) {
    if (rule.has("suppressed_by")) {
      Section section = rule.section("suppressed_by");
      String parent = section.text("rule", "");
      if (!ids.contains(parent)) {
        section.wrong("rule", parent, "the id of a rule of this pack");
      }
    }
  }

  private static @Nullable String field(Section section) {
    if (!section.has("field")) {
      return null;
    }
    String name = section.text("field", "");
    EcsField field = EcsField.named(name);
    if (field == null) {
      section.wrong("field", name, "a field of the child's events that holds the parent's key");
    }
    return field == null ? null : field.fieldName();
  }
}
