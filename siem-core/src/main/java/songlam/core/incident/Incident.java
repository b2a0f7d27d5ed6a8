package songlam.core.incident;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.Entity;
import songlam.core.correlate.Pipeline;
import songlam.core.event.Severity;
import songlam.core.event.Text;
import songlam.core.event.Words;

/**
 * Alerts about one affair, the machine's side: rebuilt from its alerts each time one of them grows.
 * What people do with it is a {@link Triage} beside it.
 *
 * @param id derived from the id of its first alert: stable over restarts
 * @param title what it is, from its most urgent alert
 * @param severity the highest of its alerts; critical also when the stages of an attack add up
 * @param firstSeen event time of the first evidence, milliseconds
 * @param lastSeen event time of the last evidence, milliseconds
 * @param entities whom it is about, attackers first
 * @param alerts ids of its alerts, in the order of their first evidence
 * @param tactics ATT&amp;CK tactics in the order they appeared
 * @param sourceTypes kinds of source that saw it
 * @param pipelines streams of work its alerts belong to, in the order they came in
 * @param summary at most five sentences: when, who to whom, what, how sure, what to do now
 * @param timeline its alerts as they came
 * @param playbook name of the playbook to follow, null when no alert names one
 * @param late all its alerts are late
 * @param simulated made of simulated events
 */
public record Incident(
    String id,
    Text title,
    Severity severity,
    long firstSeen,
    long lastSeen,
    List<Entity> entities,
    List<String> alerts,
    List<String> tactics,
    List<String> sourceTypes,
    List<Pipeline> pipelines,
    List<Sentence> summary,
    List<TimelineEntry> timeline,
    @Nullable String playbook,
    boolean late,
    boolean simulated) {
  public Incident {
    entities = List.copyOf(entities);
    alerts = List.copyOf(alerts);
    tactics = List.copyOf(tactics);
    sourceTypes = List.copyOf(sourceTypes);
    pipelines = List.copyOf(pipelines);
    summary = List.copyOf(summary);
    timeline = List.copyOf(timeline);
    if (summary.size() > 5) {
      throw new IllegalArgumentException(
          "summary: " + summary.size() + " sentences (expected: at most 5)");
    }
  }

  /** The id of an incident whose first alert this is. */
  public static String openedBy(String alert) {
    return "inc-" + alert;
  }

  /** All that a search for words looks at. */
  public String words() {
    List<String> texts = new ArrayList<>(List.of(title.vi(), title.en()));
    entities.forEach(entity -> texts.add(entity.value()));
    for (Sentence sentence : summary) {
      texts.add(sentence.text().vi());
      texts.add(sentence.text().en());
    }
    return Words.searchable(texts);
  }
}
