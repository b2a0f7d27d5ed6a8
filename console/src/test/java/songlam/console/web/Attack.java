package songlam.console.web;

import java.util.List;
import java.util.stream.IntStream;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.Entity;
import songlam.core.correlate.Evidence;
import songlam.core.correlate.Pipeline;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.Severity;
import songlam.core.event.Text;

/** One attack in four stages seen by three kinds of source, and an alert that has no part in it. */
final class Attack {
  private static final Entity ATTACKER = new Entity("ip", "203.0.113.7", Entity.ATTACKER);
  private static final Entity WEB = new Entity("host", "web-01", Entity.TARGET);

  private final long start;

  Attack(long start) {
    this.start = start;
  }

  List<Alert> alerts() {
    return List.of(
        alert(1, "port-scan", Severity.MEDIUM, "Quét cổng một máy", "netflow", "T1046"),
        alert(2, "guessing-then-success", Severity.HIGH, "Dò rồi vào được", "syslog", "T1110.001"),
        alert(3, "spread-inside", Severity.HIGH, "Lan sang máy khác", "syslog", "T1021.004"),
        alert(4, "data-leaving", Severity.HIGH, "Dữ liệu lớn ra ngoài", "sensor", "T1048"));
  }

  /** An alert of its own: other entities, so it belongs to no incident. */
  Alert unrelated() {
    return alert(
        9,
        "beaconing",
        Severity.MEDIUM,
        "Kết nối đều đặn",
        "netflow",
        List.of("T1071"),
        List.of(new Entity("ip", "10.40.20.11", Entity.ATTACKER)));
  }

  /** So many grave alerts that have nothing to do with each other: an incident each. */
  List<Alert> many(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                alert(
                    100 + i,
                    "data-leaving",
                    Severity.HIGH,
                    "Dữ liệu lớn ra ngoài",
                    "netflow",
                    List.of("T1048"),
                    List.of(new Entity("host", "desk-" + i, Entity.TARGET))))
        .toList();
  }

  private Alert alert(
      int n, String rule, Severity severity, String title, String source, String technique) {
    return alert(n, rule, severity, title, source, List.of(technique), List.of(ATTACKER, WEB));
  }

  private Alert alert(
      int n,
      String rule,
      Severity severity,
      String title,
      String source,
      List<String> attack,
      List<Entity> entities) {
    long first = start + n * 60_000L;
    return new Alert(
        "a" + n,
        "security/" + rule,
        "security",
        Pipeline.SECURITY,
        severity,
        new Text(title, rule),
        new Text("12 sự kiện từ " + entities.getFirst().value(), "12 events"),
        "203.0.113.7",
        entities,
        first,
        first + 11_000,
        12,
        IntStream.range(0, 12).mapToObj(i -> evidence(n, i, first, source)).toList(),
        attack,
        Condition.ACTIVE,
        null,
        "password-guessing",
        false,
        true);
  }

  private static Evidence evidence(int n, int i, long first, String source) {
    Event event =
        new EventBuilder()
            .timestamp(first + i * 1_000L)
            .origin("web-01")
            .set(EcsField.MESSAGE, "Failed password for root from 203.0.113.7")
            .set(EcsField.SOURCE_IP, "203.0.113.7")
            .set(EcsField.HOST_NAME, "web-01")
            .set(EcsField.SONGLAM_SOURCE_TYPE, source)
            .build(new EventId("t", 0, n, i));
    return new Evidence(event, "");
  }
}
