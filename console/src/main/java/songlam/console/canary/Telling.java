package songlam.console.canary;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.console.desk.ListedRule;
import songlam.core.event.RawRecord;
import songlam.core.event.Timestamps;
import songlam.core.pipeline.Intake;
import songlam.core.rule.proof.Hop;
import songlam.core.rule.proof.Proof;

/**
 * Tells what became of a canary the way everything is told: as a record through the journal, which
 * the pack {@code platform} makes an alert of.
 */
public final class Telling implements CanaryRounds.Told {
  /** The data set of its records. */
  public static final String DATASET = "songlam.canary";

  private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

  private final Intake intake;
  private final Clock clock;

  public Telling(Intake intake, Clock clock) {
    this.intake = intake;
    this.clock = clock;
  }

  @Override
  public void of(ListedRule rule, Proof proof) {
    long now = clock.millis();
    byte[] line = record(rule, proof, now).encode().getBytes(UTF_8);
    RawRecord record = RawRecord.live(CanaryRounds.SOURCE, CanaryRounds.TYPE, now, "", line);
    intake
        .accept(List.of(record))
        .exceptionally(
            e -> {
              LOG.warn("canary of {}: {}", rule.id(), e.toString());
              return null;
            });
  }

  private static JsonObject record(ListedRule rule, Proof proof, long now) {
    Hop hop = proof.diedAt();
    JsonObject event =
        new JsonObject()
            .put("kind", "event")
            .put("module", "songlam")
            .put("dataset", DATASET)
            .put("action", hop == null ? "canary_proven" : "canary_failed")
            .put("outcome", hop == null ? "success" : "failure");
    JsonObject record =
        new JsonObject()
            .put("@timestamp", Timestamps.iso(now))
            .put("event", event)
            .put("rule", new JsonObject().put("id", rule.id()).put("name", rule.title().vi()))
            .put("message", rule.title().en() + ": " + proof.test());
    if (hop != null) {
      event.put("reason", proof.detail());
      record.put("error", new JsonObject().put("code", hop.label()).put("type", hop.title().vi()));
    }
    return record;
  }
}
