package songlam.console.api.incident;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import songlam.console.api.Acts;
import songlam.console.api.Answer;
import songlam.console.api.Guard;
import songlam.console.api.Json;
import songlam.console.api.Parameters;
import songlam.console.api.Problem;
import songlam.console.api.Routes;
import songlam.console.api.Takebacks;
import songlam.console.api.alert.AlertActs;
import songlam.console.api.alert.AlertView;
import songlam.core.access.Role;
import songlam.core.correlate.Pipeline;
import songlam.core.event.Caps;
import songlam.core.event.Severity;
import songlam.core.event.Text;
import songlam.core.incident.Act;
import songlam.core.incident.Incident;
import songlam.core.incident.Note;
import songlam.core.incident.Sentence;
import songlam.core.incident.StepTick;
import songlam.core.incident.TimelineEntry;
import songlam.core.incident.Triage;
import songlam.core.incident.TriageState;
import songlam.core.store.AlertStore;
import songlam.core.store.IncidentSearch;
import songlam.core.store.IncidentStore;
import songlam.core.store.Page;
import songlam.core.store.StoredIncident;
import songlam.core.store.VersionConflictException;
import songlam.playbooks.Playbook;
import songlam.playbooks.Playbooks;

/** {@code /incidents}. */
public final class IncidentRoutes implements Routes {
  private final IncidentStore incidents;
  private final AlertStore alerts;
  private final MemberAlerts members;
  private final Takebacks takebacks;
  private final Playbooks playbooks;
  private final Clock clock;
  private final BiConsumer<String, String> audit;
  private final Consumer<StoredIncident> changed;

  /**
   * @param acts what is done with the alerts of an incident
   * @param audit takes who and what
   * @param changed hears of an incident a person has changed
   */
  public IncidentRoutes(
      IncidentStore incidents,
      AlertStore alerts,
      AlertActs acts,
      Playbooks playbooks,
      Clock clock,
      BiConsumer<String, String> audit,
      Consumer<StoredIncident> changed,
      Caps caps) {
    this.incidents = incidents;
    this.alerts = alerts;
    this.members = new MemberAlerts(alerts, acts);
    this.playbooks = playbooks;
    this.clock = clock;
    this.audit = audit;
    this.changed = changed;
    this.takebacks = new Takebacks(caps);
  }

  @Override
  public void mount(Router api, Guard guard) {
    api.get("/incidents").handler(guard.atLeast(Role.VIEWER)).handler(this::list);
    api.get("/incidents/:id").handler(guard.atLeast(Role.OPERATOR)).handler(this::show);
    api.post("/incidents/:id/steps/:step")
        .handler(guard.atLeast(Role.OPERATOR))
        .handler(this::tick);
    api.post("/incidents/:id/:act").handler(guard.atLeast(Role.OPERATOR)).handler(this::act);
  }

  private void list(RoutingContext context) {
    Parameters parameters = new Parameters(context);
    String words = parameters.text("q");
    IncidentSearch search =
        new IncidentSearch(
            parameters.set("pipeline", Pipeline::of),
            parameters.constants("state", TriageState.class),
            parameters.constants("severity", Severity.class),
            parameters.text("entity"),
            words == null ? "" : words,
            parameters.number("size", 50, 0, 1_000),
            parameters.text("cursor"));
    Answer.with(
        context,
        () -> {
          Page<StoredIncident> page = incidents.search(search);
          JsonArray items = new JsonArray();
          page.items().forEach(incident -> items.add(view(incident)));
          return new JsonObject()
              .put("total", page.total())
              .put("cursor", page.cursor())
              .put("items", items);
        });
  }

  private void show(RoutingContext context) {
    String id = Parameters.path(context, "id");
    Answer.with(context, () -> whole(existing(id)));
  }

  private void act(RoutingContext context) {
    String id = Parameters.path(context, "id");
    String name = Parameters.path(context, "act");
    JsonObject body = context.body().isEmpty() ? new JsonObject() : Parameters.body(context);
    String by = Guard.callerOf(context).name();
    if (name.equals("undo")) {
      Answer.with(context, () -> whole(takeBack(id, by)));
      return;
    }
    Act act = Acts.read(name, body);
    Answer.with(context, () -> whole(apply(id, act, by, body.getString("version"))));
  }

  private StoredIncident apply(String id, Act act, String by, @Nullable String version) {
    StoredIncident now = existing(id);
    Triage next = now.triage().after(act, by, clock.millis());
    StoredIncident stored = change(now, next, now.steps(), version);
    takebacks.remember(id, now.triage(), next, by, clock.millis());
    members.follow(now.incident(), act, by);
    audit.accept(by, act.getClass().getSimpleName().toLowerCase(Locale.ROOT) + " incident " + id);
    return stored;
  }

  private StoredIncident takeBack(String id, String by) {
    StoredIncident now = existing(id);
    Triage before = takebacks.before(id, now.triage(), by, clock.millis());
    StoredIncident stored = change(now, before, now.steps(), null);
    members.takeBack(now.incident(), by);
    audit.accept(by, "undo incident " + id);
    return stored;
  }

  private void tick(RoutingContext context) {
    String id = Parameters.path(context, "id");
    String step = Parameters.path(context, "step");
    boolean done = Parameters.flag(Parameters.body(context), "done");
    String by = Guard.callerOf(context).name();
    Answer.with(
        context,
        () -> {
          StoredIncident now = existing(id);
          List<StepTick> ticks = new ArrayList<>(now.steps());
          ticks.removeIf(tick -> tick.step().equals(step));
          if (done) {
            ticks.add(new StepTick(step, by, clock.millis()));
          }
          audit.accept(by, (done ? "ticked " : "unticked ") + step + " of incident " + id);
          return whole(change(now, now.triage(), ticks, null));
        });
  }

  private StoredIncident change(
      StoredIncident now, Triage triage, List<StepTick> ticks, @Nullable String version) {
    String id = now.incident().id();
    try {
      StoredIncident stored =
          incidents.change(id, triage, ticks, version == null ? now.version() : version);
      changed.accept(stored);
      return stored;
    } catch (VersionConflictException e) {
      throw Problem.conflict(
          "incident " + id + ": somebody else has changed it (expected: look again, then act)");
    }
  }

  private StoredIncident existing(String id) {
    return incidents.get(id).orElseThrow(() -> Problem.notFound("incident " + id));
  }

  /** What lists and pushes carry. */
  public static JsonObject view(StoredIncident stored) {
    Incident incident = stored.incident();
    JsonArray summary = new JsonArray();
    for (Sentence sentence : incident.summary()) {
      summary.add(
          new JsonObject()
              .put("text", Json.text(sentence.text()))
              .put("events", Json.texts(sentence.events()))
              .put("alert", sentence.alert()));
    }
    return new JsonObject()
        .put("id", incident.id())
        .put("title", Json.text(incident.title()))
        .put("severity", incident.severity().label())
        .put("state", stored.triage().state().label())
        .put("owner", stored.triage().assignee())
        .put(
            "verdict", stored.triage().verdict() == null ? null : stored.triage().verdict().label())
        .put("firstSeen", Json.time(incident.firstSeen()))
        .put("lastSeen", Json.time(incident.lastSeen()))
        .put("entities", AlertView.entities(incident.entities()))
        .put("alerts", Json.texts(incident.alerts()))
        .put("alertCount", incident.alerts().size())
        .put("pipelines", Json.texts(incident.pipelines().stream().map(Pipeline::label).toList()))
        .put("tactics", Json.texts(incident.tactics()))
        .put("sourceTypes", Json.texts(incident.sourceTypes()))
        .put("summary", summary)
        .put("mergedInto", stored.into())
        .put("simulated", incident.simulated())
        .put("version", stored.version());
  }

  private JsonObject whole(StoredIncident stored) {
    JsonArray views = new JsonArray();
    stored
        .incident()
        .alerts()
        .forEach(id -> alerts.get(id).ifPresent(a -> views.add(AlertView.of(a))));
    return view(stored)
        .put("alertViews", views)
        .put("notes", AlertView.triage(stored.triage()).getJsonArray("notes"))
        .put("timeline", timeline(stored))
        .put("playbook", playbook(stored));
  }

  private static JsonArray timeline(StoredIncident stored) {
    List<TimelineEntry> entries = new ArrayList<>(stored.incident().timeline());
    for (Note note : stored.triage().notes()) {
      Text text = new Text(note.text(), note.text());
      entries.add(new TimelineEntry(note.at(), "note", text, note.by(), null, List.of()));
    }
    for (StepTick tick : stored.steps()) {
      Text text = new Text("Đã làm bước " + tick.step(), "Done: " + tick.step());
      entries.add(new TimelineEntry(tick.at(), "action", text, tick.by(), null, List.of()));
    }
    JsonArray timeline = new JsonArray();
    entries.stream()
        .sorted(Comparator.comparingLong(TimelineEntry::at))
        .forEach(
            entry ->
                timeline.add(
                    new JsonObject()
                        .put("at", Json.time(entry.at()))
                        .put("kind", entry.kind())
                        .put("text", Json.text(entry.text()))
                        .put("by", entry.by())
                        .put("alert", entry.alert())
                        .put("events", Json.texts(entry.events()))));
    return timeline;
  }

  private @Nullable JsonObject playbook(StoredIncident stored) {
    String name = stored.incident().playbook();
    Playbook book = name == null ? null : playbooks.named(name).orElse(null);
    if (book == null) {
      return null;
    }
    JsonArray steps = new JsonArray();
    for (Playbook.Step step : book.steps()) {
      StepTick tick =
          stored.steps().stream().filter(t -> t.step().equals(step.id())).findFirst().orElse(null);
      steps.add(
          new JsonObject()
              .put("id", step.id())
              .put("title", Json.text(step.title()))
              .put("description", Json.text(step.description()))
              .put("done", tick != null)
              .put("by", tick == null ? null : tick.by())
              .put("at", tick == null ? null : Json.time(tick.at())));
    }
    return new JsonObject()
        .put("name", book.name())
        .put("title", Json.text(book.title()))
        .put("steps", steps);
  }
}
