package songlam.core.correlate.pack;

import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.window.Watched;
import songlam.core.event.EcsField;
import songlam.core.event.Severity;
import songlam.core.event.Text;

/**
 * A rule of a pack, as its file says.
 *
 * @param id unique within the pack
 * @param when what it watches for
 * @param quiet an episode ends when nothing contributes for this long, milliseconds
 * @param title a few words
 * @param reason template of the reason: {@code {count}}, {@code {distinct}}, {@code {sum}}, and
 *     {@code {field.name}} for the values of a field among the evidence
 * @param entities whom it is about
 * @param playbook null when there is none
 * @param rationale cause, consequence, action and time to respond (ISA-18.2)
 * @param notes where it comes from, what it takes for an attack that is none
 */
public record Rule(
    String id,
    Severity severity,
    Watched when,
    long quiet,
    Text title,
    Text reason,
    List<EntitySpec> entities,
    List<String> attack,
    @Nullable String playbook,
    Rationale rationale,
    Notes notes) {
  public Rule {
    entities = List.copyOf(entities);
    attack = List.copyOf(attack);
  }

  /** Which field's values are entities of an alert, and in which role. */
  public record EntitySpec(String kind, EcsField field, String role) {}

  /**
   * Why the alert exists (ISA-18.2 rationalisation).
   *
   * @param respondWithin minutes a person has
   */
  public record Rationale(Text cause, Text consequence, Text action, long respondWithin) {}

  /**
   * What who judges an alert of the rule should know.
   *
   * @param references addresses or names of what it rests on
   * @param falsePositives what else looks like it
   */
  public record Notes(List<String> references, List<Text> falsePositives) {
    public Notes {
      references = List.copyOf(references);
      falsePositives = List.copyOf(falsePositives);
    }
  }
}
