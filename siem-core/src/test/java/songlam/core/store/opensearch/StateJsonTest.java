package songlam.core.store.opensearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.Pipeline;
import songlam.core.event.Severity;
import songlam.core.event.Text;
import songlam.core.incident.Incident;

class StateJsonTest {
  private static final Incident INCIDENT =
      new Incident(
          "inc-1",
          new Text("dò mật khẩu", "guessing"),
          Severity.HIGH,
          1,
          2,
          List.of(),
          List.of("a"),
          List.of(),
          List.of("syslog"),
          List.of(Pipeline.SECURITY),
          List.of(),
          List.of(),
          null,
          true,
          false);

  @Test
  void anIncidentComesBackAsItWas() {
    assertEquals(INCIDENT, StateJson.read(StateJson.write(INCIDENT), Incident.class));
  }

  @Test
  void oneStoredBeforeAListWasThoughtOfHasItEmpty() {
    String now = StateJson.write(INCIDENT);
    String earlier = now.replaceFirst("\"pipelines\":\\[[^]]*],", "");
    assertNotEquals(now, earlier);
    Incident read = StateJson.read(earlier, Incident.class);
    assertEquals(List.of(), read.pipelines());
    assertEquals(List.of("a"), read.alerts());
  }
}
