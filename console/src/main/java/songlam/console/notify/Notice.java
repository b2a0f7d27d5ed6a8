package songlam.console.notify;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.Alert;
import songlam.core.event.Text;
import songlam.core.incident.Incident;
import songlam.core.incident.Sentence;

/**
 * What a notice says.
 *
 * @param kind {@code alert} or {@code incident}; what earlier versions kept lacks it and is alerts
 * @param id of the alert or incident: one notice for each, however much it grows
 * @param pipeline label; of an incident that of its first alert
 * @param severity label
 * @param reason why an alert was raised; of an incident its opening, a sentence a line
 * @param link where the console shows it
 */
public record Notice(
    String kind,
    @JsonAlias("alert") String id,
    String pipeline,
    String severity,
    Text title,
    Text reason,
    long firstSeen,
    String link,
    boolean simulated) {
  static final String ALERT = "alert";
  static final String INCIDENT = "incident";

  public Notice(
      @Nullable String kind,
      String id,
      String pipeline,
      String severity,
      Text title,
      Text reason,
      long firstSeen,
      String link,
      boolean simulated) {
    this.kind = kind == null ? ALERT : kind;
    this.id = id;
    this.pipeline = pipeline;
    this.severity = severity;
    this.title = title;
    this.reason = reason;
    this.firstSeen = firstSeen;
    this.link = link;
    this.simulated = simulated;
  }

  /**
   * @param console the console's address
   */
  static Notice of(Alert alert, String console) {
    return new Notice(
        ALERT,
        alert.id(),
        alert.pipeline().label(),
        alert.severity().label(),
        alert.title(),
        alert.reason(),
        alert.firstSeen(),
        console + "/?alert=" + alert.id(),
        alert.simulated());
  }

  /**
   * @param console the console's address
   */
  static Notice of(Incident incident, String console) {
    return new Notice(
        INCIDENT,
        incident.id(),
        incident.pipelines().getFirst().label(),
        incident.severity().label(),
        incident.title(),
        new Text(opening(incident, Text::vi), opening(incident, Text::en)),
        incident.firstSeen(),
        console + "/incidents/" + incident.id(),
        incident.simulated());
  }

  private static String opening(Incident incident, Function<Text, String> language) {
    return incident.summary().stream().map(Sentence::text).map(language).collect(joining("\n"));
  }
}
