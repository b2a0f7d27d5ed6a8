package songlam.console.notify;

import java.util.List;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.Pipeline;
import songlam.core.event.Severity;
import songlam.core.event.Text;
import songlam.core.incident.Incident;
import songlam.core.incident.Sentence;

/** What there is to tell of. */
final class Told {
  private static final Text TITLE = new Text("Quét cổng", "Port scan");

  private Told() {}

  static Alert alert(String id, Severity severity) {
    return alert(id, severity, false);
  }

  static Alert alert(String id, Severity severity, boolean late) {
    return new Alert(
        id,
        "security/x",
        "security",
        Pipeline.SECURITY,
        severity,
        TITLE,
        new Text("c", "d"),
        "",
        List.of(),
        1,
        2,
        1,
        List.of(),
        List.of(),
        Condition.ACTIVE,
        null,
        null,
        late,
        true);
  }

  /** An incident of these alerts, the first of which names it. */
  static Incident incident(Severity severity, String... alerts) {
    return incident(severity, false, alerts);
  }

  static Incident incident(Severity severity, boolean late, String... alerts) {
    return new Incident(
        Incident.openedBy(alerts[0]),
        TITLE,
        severity,
        1,
        2,
        List.of(),
        List.of(alerts),
        List.of(),
        List.of(),
        List.of(Pipeline.SECURITY),
        List.of(
            new Sentence(
                new Text("14:03: 412 lần đăng nhập sai.", "14:03: 412 failed sign-ins."),
                List.of("e"),
                alerts[0]),
            new Sentence(
                new Text("Việc cần làm: chặn.", "Do now: block it."), List.of("e"), alerts[0])),
        List.of(),
        null,
        late,
        false);
  }
}
