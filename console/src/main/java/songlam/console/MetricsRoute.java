package songlam.console;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import songlam.console.api.Guard;
import songlam.core.access.Role;
import songlam.core.event.Cap;
import songlam.core.event.Caps;
import songlam.core.event.Reason;
import songlam.core.pipeline.Conveyor;
import songlam.core.pipeline.LedgerRow;
import songlam.core.pipeline.LedgerSnapshot;

/** {@code GET /metrics} for Prometheus: the ledger row by row, the JVM, the caps. Needs a token. */
final class MetricsRoute {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MultiGauge records =
      MultiGauge.builder("songlam.ledger.records")
          .description("raw records by source and what became of them")
          .register(registry);
  private final MultiGauge events =
      MultiGauge.builder("songlam.ledger.events")
          .description("events by source and what became of them")
          .register(registry);
  private final Conveyor conveyor;
  private final Guard guard;

  MetricsRoute(Conveyor conveyor, PlatformHealth health, Caps caps, Guard guard) {
    this.conveyor = conveyor;
    this.guard = guard;
    new JvmMemoryMetrics().bindTo(registry);
    new JvmGcMetrics().bindTo(registry);
    registry.gauge("songlam.quarantine.size", conveyor, c -> c.ledger().quarantined());
    registry.gauge("songlam.conveyor.backlog", conveyor, Conveyor::backlog);
    registry.gauge("songlam.journal.bytes", health, PlatformHealth::journalBytes);
    registry.gauge("songlam.alerts.waiting", health, PlatformHealth::alertsWaiting);
    FunctionCounter.builder("songlam.alerts.refused", health, PlatformHealth::alertsRefused)
        .description("alerts the store would not take since the start")
        .register(registry);
    FunctionCounter.builder("songlam.incidents.refused", health, PlatformHealth::incidentsRefused)
        .description("incidents the store would not take since the start")
        .register(registry);
    registry.gauge("songlam.store.up", health, h -> h.storeIsUp() ? 1 : 0);
    for (Cap cap : Cap.values()) {
      FunctionCounter.builder("songlam.caps.reached", caps, all -> all.count(cap))
          .tag("cap", cap.label())
          .description("how often a bound was reached since the start")
          .register(registry);
    }
  }

  void mount(Router router) {
    router.get("/metrics").handler(guard.atLeast(Role.VIEWER)).handler(this::scrape);
  }

  private void scrape(RoutingContext context) {
    context
        .vertx()
        .executeBlocking(this::text, false)
        .onSuccess(
            text ->
                context
                    .response()
                    .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                    .end(text))
        .onFailure(context::fail);
  }

  private synchronized String text() {
    LedgerSnapshot ledger = conveyor.ledger();
    List<MultiGauge.Row<?>> recordRows = new ArrayList<>();
    List<MultiGauge.Row<?>> eventRows = new ArrayList<>();
    for (LedgerRow row : ledger.rows()) {
      recordRows.add(row(row, "received", "", row.received()));
      recordRows.add(row(row, "parsed", "", row.parsed()));
      recordRows.add(row(row, "pending", "", row.pending()));
      reasons(row, "rejected", row.rejected(), recordRows);
      reasons(row, "dropped", row.dropped(), recordRows);
      eventRows.add(row(row, "produced", "", row.produced()));
      eventRows.add(row(row, "stored", "", row.stored()));
      eventRows.add(row(row, "pending", "", row.pendingEvents()));
      reasons(row, "rejected", row.refused(), eventRows);
    }
    records.register(recordRows, true);
    events.register(eventRows, true);
    return registry.scrape();
  }

  private static void reasons(
      LedgerRow row, String state, Map<Reason, Long> counts, List<MultiGauge.Row<?>> rows) {
    counts.forEach((reason, count) -> rows.add(row(row, state, reason.label(), count)));
  }

  private static MultiGauge.Row<?> row(LedgerRow row, String state, String reason, long count) {
    return MultiGauge.Row.of(
        Tags.of("source", row.source(), "state", state, "reason", reason), count);
  }
}
