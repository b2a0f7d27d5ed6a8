package songlam.console.api.incident;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.console.api.Problem;
import songlam.console.api.alert.AlertActs;
import songlam.core.incident.Act;
import songlam.core.incident.Incident;
import songlam.core.incident.TriageState;
import songlam.core.store.AlertStore;

/**
 * What people do with an incident they do with its alerts: who closes the incident does not find
 * its alerts in the queue again. Alerts that are further already are left alone.
 */
final class MemberAlerts {
  private static final Logger LOG = LoggerFactory.getLogger(MemberAlerts.class);

  private final AlertStore alerts;
  private final AlertActs acts;

  MemberAlerts(AlertStore alerts, AlertActs acts) {
    this.alerts = alerts;
    this.acts = acts;
  }

  /** Does the same with the alerts it fits. */
  void follow(Incident incident, Act act, String by) {
    for (String id : incident.alerts()) {
      TriageState state = alerts.get(id).map(a -> a.triage().state()).orElse(TriageState.CLOSED);
      if (fits(act, state)) {
        quietly(() -> acts.apply(id, act, by, null));
      }
    }
  }

  /** Takes back what {@link #follow} did. */
  void takeBack(Incident incident, String by) {
    incident.alerts().forEach(id -> quietly(() -> acts.takeBack(id, by)));
  }

  private static boolean fits(Act act, TriageState state) {
    return switch (act) {
      case Act.Acknowledge _ -> state == TriageState.NEW;
      case Act.Take _ -> state == TriageState.NEW || state == TriageState.ACKNOWLEDGED;
      case Act.Close _ -> state != TriageState.CLOSED;
      case Act.AddNote _, Act.Reopen _ -> false;
    };
  }

  /** An alert somebody else is at keeps its own state: the incident's act stands all the same. */
  private static void quietly(Runnable work) {
    try {
      work.run();
    } catch (Problem e) {
      LOG.debug("an alert did not follow its incident", e);
    }
  }
}
