package songlam.console.api.ledger;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import songlam.console.api.Answer;
import songlam.console.api.Guard;
import songlam.console.api.Json;
import songlam.console.api.Parameters;
import songlam.console.api.Problem;
import songlam.console.api.Routes;
import songlam.core.access.Role;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.journal.Quarantine;
import songlam.core.pipeline.Conveyor;
import songlam.core.pipeline.Faults;
import songlam.core.pipeline.LedgerRow;
import songlam.core.pipeline.LedgerSnapshot;

/** {@code GET /ledger} and {@code GET /quarantine}. */
public final class LedgerRoutes implements Routes {
  private static final int SHOWN_BYTES = 4_096;
  private static final long FAULTS_OF_MILLIS = 3_600_000;

  private final Conveyor conveyor;
  private final Quarantine quarantine;
  private final Reconciliation reconciliation;
  private final Map<String, String> typeBySource;

  /**
   * @param typeBySource source type of each configured input
   */
  public LedgerRoutes(
      Conveyor conveyor,
      Quarantine quarantine,
      Reconciliation reconciliation,
      Map<String, String> typeBySource) {
    this.conveyor = conveyor;
    this.quarantine = quarantine;
    this.reconciliation = reconciliation;
    this.typeBySource = Map.copyOf(typeBySource);
  }

  @Override
  public void mount(Router api, Guard guard) {
    api.get("/ledger")
        .handler(guard.atLeast(Role.OPERATOR))
        .handler(context -> Answer.with(context, this::ledger));
    api.get("/quarantine").handler(guard.atLeast(Role.ANALYST)).handler(this::quarantine);
  }

  private JsonObject ledger() {
    LedgerSnapshot snapshot = conveyor.ledger();
    Reconciliation.Result store = reconciliation.latest();
    JsonArray sources = new JsonArray();
    snapshot.rows().forEach(row -> sources.add(row(snapshot.at(), row)));
    Set<String> rows = snapshot.rows().stream().map(LedgerRow::source).collect(Collectors.toSet());
    return new JsonObject()
        .put("at", Json.time(snapshot.at()))
        .put("faults", faults(snapshot.at(), fault -> !rows.contains(fault.source())))
        .put("faultsUncounted", conveyor.faults().uncounted())
        .put("balanced", snapshot.balanced() && store.difference() == 0)
        .put("sources", sources)
        .put(
            "quarantine",
            new JsonObject()
                .put("kept", snapshot.quarantined())
                .put("evicted", snapshot.quarantineEvicted()))
        .put(
            "store",
            new JsonObject()
                .put("stored", store.stored())
                .put("counted", store.counted())
                .put("difference", store.difference())
                .put("checkedAt", store.at() == 0 ? null : Json.time(store.at())));
  }

  private JsonObject row(long at, LedgerRow row) {
    return new JsonObject()
        .put("source", row.source())
        .put("type", typeBySource.getOrDefault(row.source(), ""))
        .put("balanced", row.balanced())
        .put(
            "raw",
            new JsonObject()
                .put("received", row.received())
                .put("parsed", row.parsed())
                .put("rejected", Json.reasons(row.rejected()))
                .put("dropped", Json.reasons(row.dropped()))
                .put("pending", row.pending()))
        .put(
            "events",
            new JsonObject()
                .put("produced", row.produced())
                .put("stored", row.stored())
                .put("rejected", Json.reasons(row.refused()))
                .put("dropped", new JsonObject())
                .put("pending", row.pendingEvents()))
        .put("lastReceivedAt", row.lastReceivedAt() == 0 ? null : Json.time(row.lastReceivedAt()))
        .put("ratePerSecond", reconciliation.rate(row.source()))
        .put("faults", faults(at, fault -> fault.source().equals(row.source())));
  }

  private JsonArray faults(long at, Predicate<Faults.Fault> which) {
    JsonArray faults = new JsonArray();
    conveyor.faults().since(at - FAULTS_OF_MILLIS).stream()
        .filter(which)
        .forEach(fault -> faults.add(fault(fault)));
    return faults;
  }

  private static JsonObject fault(Faults.Fault fault) {
    return new JsonObject()
        .put("source", fault.source())
        .put("kind", fault.kind())
        .put("origin", fault.origin())
        .put("detail", Json.text(fault.detail()))
        .put("count", fault.count())
        .put("since", Json.time(fault.since()))
        .put("last", Json.time(fault.last()));
  }

  private void quarantine(RoutingContext context) {
    Parameters parameters = new Parameters(context);
    String source = parameters.text("source");
    String reason = parameters.text("reason");
    int size = parameters.number("size", 100, 1, 1_000);
    Answer.withList(
        context,
        () -> {
          JsonArray items = new JsonArray();
          quarantine
              .list(source, reason == null ? null : reason(reason), size)
              .forEach(kept -> items.add(item(kept)));
          return items;
        });
  }

  private static JsonObject item(Quarantine.Kept kept) {
    RawRecord record = kept.record();
    byte[] shown = Arrays.copyOf(record.payload(), Math.min(SHOWN_BYTES, record.payload().length));
    return new JsonObject()
        .put("at", Json.time(record.receivedAt()))
        .put("source", record.source())
        .put("peer", record.peer())
        .put("reason", kept.reason().label())
        .put("detail", kept.detail())
        .put("size", record.payload().length)
        .put("payload", Base64.getEncoder().encodeToString(shown));
  }

  private static Reason reason(String label) {
    for (Reason reason : Reason.values()) {
      if (reason.label().equals(label)) {
        return reason;
      }
    }
    throw Problem.badRequest("reason: " + label + " (expected: a reason of the ledger)");
  }
}
