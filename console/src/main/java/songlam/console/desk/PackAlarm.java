package songlam.console.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.correlate.Alert;
import songlam.core.correlate.AlertSink;
import songlam.core.event.RawRecord;
import songlam.core.event.Timestamps;
import songlam.core.pipeline.Intake;

/**
 * Tells of packs, and rules of their code, that had to be switched off the way everything is told:
 * as a record through the journal, which the pack {@code platform} makes an alert of. What it says
 * of itself nobody hears; the health page says it.
 */
public final class PackAlarm implements AlertSink {
  /** The source of its records. */
  public static final String SOURCE = "packs";

  /** The type of its records. */
  public static final String TYPE = "platform-log";

  private static final Logger LOG = LoggerFactory.getLogger(PackAlarm.class);

  private final AlertSink next;
  private final Intake intake;
  private final Clock clock;

  /**
   * @param next takes the alerts
   */
  public PackAlarm(AlertSink next, Intake intake, Clock clock) {
    this.next = next;
    this.intake = intake;
    this.clock = clock;
  }

  @Override
  public void raise(Alert alert) {
    next.raise(alert);
  }

  @Override
  public void settle(String pack, Runnable kept) {
    next.settle(pack, kept);
  }

  @Override
  public void broken(String pack, @Nullable String rule, String why) {
    long now = clock.millis();
    byte[] line = record(pack, rule, why, now).encode().getBytes(UTF_8);
    intake
        .accept(List.of(RawRecord.live(SOURCE, TYPE, now, "", line)))
        .exceptionally(
            e -> {
              LOG.warn("pack {}: {}", pack, e.toString());
              return null;
            });
  }

  private static JsonObject record(String pack, @Nullable String rule, String why, long now) {
    JsonObject about = new JsonObject().put("ruleset", pack);
    if (rule != null) {
      about.put("id", pack + "/" + rule).put("name", rule);
    }
    return new JsonObject()
        .put("@timestamp", Timestamps.iso(now))
        .put(
            "event",
            new JsonObject()
                .put("kind", "event")
                .put("module", "songlam")
                .put("dataset", "songlam.pack")
                .put("action", rule == null ? "pack_switched_off" : "rule_switched_off")
                .put("outcome", "failure")
                .put("reason", why))
        .put("rule", about)
        .put("message", (rule == null ? pack : pack + "/" + rule) + ": " + why);
  }
}
