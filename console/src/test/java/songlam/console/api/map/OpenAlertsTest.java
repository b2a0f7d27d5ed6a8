package songlam.console.api.map;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.Pipeline;
import songlam.core.event.Caps;
import songlam.core.event.Severity;
import songlam.core.event.Text;
import songlam.core.store.InMemoryAlertStore;
import songlam.core.store.InMemoryIncidentStore;

/** The wall and the queue count the same alerts. */
class OpenAlertsTest {
  @Test
  void whatAnotherAlertExplainsIsNotCounted() {
    InMemoryAlertStore alerts = new InMemoryAlertStore();
    alerts.put(
        List.of(
            alert("a", Condition.ACTIVE),
            alert("b", Condition.RETURNED),
            alert("c", Condition.SUPPRESSED)),
        _ -> false);
    alerts.put(List.of(alert("d", Condition.ACTIVE)), _ -> true);
    OpenAlerts open = new OpenAlerts(alerts, new InMemoryIncidentStore(), new Caps());
    assertEquals(2, open.untriaged());
    assertEquals(1, open.urgent().size());
  }

  private static Alert alert(String id, Condition condition) {
    return new Alert(
        id,
        "traffic/camera-dark",
        "traffic",
        Pipeline.TRAFFIC,
        Severity.LOW,
        new Text("Camera mất tín hiệu", "Camera dark"),
        new Text("", ""),
        id,
        List.of(),
        1_000,
        2_000,
        1,
        List.of(),
        List.of(),
        condition,
        null,
        null,
        false,
        false);
  }
}
