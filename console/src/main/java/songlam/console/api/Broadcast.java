package songlam.console.api;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import songlam.console.api.alert.AlertView;
import songlam.console.api.incident.IncidentRoutes;
import songlam.console.api.stream.LiveFeed;
import songlam.console.desk.Pulse;
import songlam.console.notify.Outbox;
import songlam.core.correlate.Pipeline;
import songlam.core.event.Caps;
import songlam.core.store.StoredAlert;
import songlam.core.store.StoredIncident;

/**
 * Tells everybody who listens: pages through the live feed, the outbox about what is urgent. Safe
 * for many threads.
 */
public final class Broadcast {
  private final LiveFeed feed;
  private final Outbox outbox;

  public Broadcast(Outbox outbox, Caps caps) {
    this.feed = new LiveFeed(caps);
    this.outbox = outbox;
  }

  public LiveFeed feed() {
    return feed;
  }

  /** The machine has raised the alert, or it has grown. */
  public void raised(StoredAlert alert) {
    changed(alert);
    if (alert.calls()) {
      outbox.offer(alert.alert());
    }
  }

  /** A person has changed the alert. */
  public void changed(StoredAlert alert) {
    feed.publish("alert", AlertView.of(alert));
  }

  /** The machine has made the incident, or it has grown or ended in another. */
  public void formed(StoredIncident incident) {
    changed(incident);
    if (incident.into() == null) {
      outbox.offer(incident.incident());
    }
  }

  /** A person has changed the incident. */
  public void changed(StoredIncident incident) {
    feed.publish("incident", IncidentRoutes.view(incident));
  }

  /** How fast events come, and when each pipeline was last heard. */
  public void pulse(Pulse pulse, Map<Pipeline, Long> heard, long now) {
    JsonObject ages = new JsonObject();
    heard.forEach((pipeline, at) -> ages.put(pipeline.label(), Json.time(at)));
    feed.publish(
        "pulse",
        new JsonObject()
            .put("at", Json.time(now))
            .put("eventsPerSecond", pulse.perSecond())
            .put("heard", ages));
  }
}
