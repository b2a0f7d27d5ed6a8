package songlam.core.correlate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.event.Severity;
import songlam.core.event.Text;

/**
 * A correlation rule says a person must look. This is the machine's side, replaced as a whole each
 * time the episode grows; what people do with it is {@code songlam.core.incident.Triage}.
 *
 * @param id hash of rule, group key and the document id of the episode's first contributing event:
 *     stable over restarts, replays and new versions of the rule, and alike wherever the same
 *     documents go
 * @param rule the rule's id, {@code pack/rule-name}
 * @param pack the pack whose session raised it
 * @param pipeline the console's tab
 * @param severity how urgent
 * @param title what it is, a few words
 * @param reason why it fired, one or two sentences that name the entities, counts and times
 * @param groupKey the values that keep episodes of one rule apart
 * @param entities whom and what it is about, the attacker first
 * @param firstSeen event time of the first contributing event, milliseconds
 * @param lastSeen event time of the last contributing event, milliseconds
 * @param count contributing events so far, all of them, however much evidence is kept
 * @param evidence the events kept: the first and the latest ones
 * @param attack ATT&amp;CK technique ids
 * @param condition whether it goes on
 * @param place where, when known
 * @param playbook name of the playbook to follow, null when there is none
 * @param late some of it came after the lateness bound, or all of it by a backfill session
 * @param simulated raised from simulated events
 */
public record Alert(
    String id,
    String rule,
    String pack,
    Pipeline pipeline,
    Severity severity,
    Text title,
    Text reason,
    String groupKey,
    List<Entity> entities,
    long firstSeen,
    long lastSeen,
    long count,
    List<Evidence> evidence,
    List<String> attack,
    Condition condition,
    @Nullable Place place,
    @Nullable String playbook,
    boolean late,
    boolean simulated) {
  public Alert {
    entities = List.copyOf(entities);
    evidence = List.copyOf(evidence);
    attack = List.copyOf(attack);
  }

  /** The same in another condition. */
  public Alert as(Condition other) {
    return new Alert(
        id, rule, pack, pipeline, severity, title, reason, groupKey, entities, firstSeen, lastSeen,
        count, evidence, attack, other, place, playbook, late, simulated);
  }
}
