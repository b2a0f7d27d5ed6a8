package songlam.console.desk;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import songlam.core.correlate.Alert;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.incident.Verdict;
import songlam.core.rule.Exemption;
import songlam.core.rule.Piece;
import songlam.core.rule.RuleLife;
import songlam.core.rule.RuleState;
import songlam.core.rule.RuleVersion;
import songlam.core.rule.trial.CaseRun;
import songlam.core.rule.trial.ExceptionProposal;
import songlam.core.rule.trial.VerdictRule;
import songlam.core.store.AlertStore;
import songlam.core.store.EventStore;
import songlam.core.store.StoredAlert;

/**
 * Makes exceptions of false positives, none that takes away what is known to be right, and says
 * what each of them keeps back. Safe for many threads.
 */
public final class ExceptionDesk {
  private static final long PREVIEW_MILLIS = 86_400_000L;

  private final RuleDesk rules;
  private final AlertStore alerts;
  private final EventStore events;
  private final Supplier<Map<String, Long>> keptBack;
  private final Clock clock;

  /**
   * @param keptBack how many events each exception has kept back, by its id
   */
  public ExceptionDesk(
      RuleDesk rules,
      AlertStore alerts,
      EventStore events,
      Supplier<Map<String, Long>> keptBack,
      Clock clock) {
    this.rules = rules;
    this.alerts = alerts;
    this.events = events;
    this.keptBack = keptBack;
    this.clock = clock;
  }

  /**
   * The false positives an exception is to be made of.
   *
   * @param rule empty for the one the alerts tell of
   * @param alerts ids of alerts that were found false or benign
   * @param events document ids of stored events
   * @param fields only these of what they share, all when empty
   */
  public record Chosen(String rule, List<String> alerts, List<String> events, Set<String> fields) {
    private List<String> all() {
      List<String> all = new ArrayList<>(alerts);
      all.addAll(events);
      return all;
    }
  }

  /**
   * What could be made of them.
   *
   * @param lost what is known to be right and would go missing, by name
   * @param known how much was looked at for that: cases and alerts
   */
  public record Proposed(ExceptionProposal proposal, Piece piece, List<String> lost, int known) {}

  /**
   * An exception as it is.
   *
   * @param live whether it holds now
   * @param idle why it excepts nothing though it holds, empty when it does
   * @param over whether its time is over
   * @param keptBack events that the rule would else have told of
   */
  public record Shown(
      Exemption exemption,
      RuleState state,
      boolean live,
      String idle,
      boolean over,
      long keptBack) {}

  /**
   * The narrowest exception for these.
   *
   * @throws IllegalArgumentException when none can be made of them
   * @throws NoSuchElementException when an alert or event is not stored
   */
  public Proposed propose(Chosen chosen) {
    long until = clock.millis() + PREVIEW_MILLIS;
    return propose(chosen, new ExceptionProposal.Terms("-", until, "-", chosen.all()));
  }

  private Proposed propose(Chosen chosen, ExceptionProposal.Terms terms) {
    List<Alert> told = chosen.alerts().stream().map(this::falseOne).toList();
    List<Event> named = chosen.events().stream().map(this::stored).toList();
    String rule = chosen.rule().isEmpty() ? ruleOf(told, named) : chosen.rule();
    List<Event> evidence = new ArrayList<>(named);
    for (Alert alert : told) {
      List<Event> own = VerdictRule.evidence(alert, rule);
      if (own.isEmpty() || (rule.indexOf('/') >= 0 && !alert.rule().equals(rule))) {
        throw new IllegalArgumentException(
            "alert " + alert.id() + ": tells of " + alert.rule() + " (expected: of " + rule + ")");
      }
      evidence.addAll(own);
    }
    ExceptionProposal proposal =
        ExceptionProposal.of(rule, evidence, chosen.fields(), rules.inForce());
    Piece piece = proposal.written(terms, rules.inForce());
    ExceptionProposal.requireKept(piece, evidence, rules.inForce());
    List<CaseRun.Result> known = rules.gate().run(piece, rules.inForce());
    List<String> lost =
        known.stream().filter(one -> !one.held()).map(one -> one.wanted().name()).toList();
    return new Proposed(proposal, piece, lost, known.size());
  }

  /**
   * Keeps the exception as a draft, to be released like a rule.
   *
   * @throws IllegalArgumentException when something known to be right would go missing, by name, or
   *     owner, date or reason are missing
   */
  public Shown keep(Chosen chosen, String owner, long until, String why, String by) {
    ExceptionProposal.Terms terms = new ExceptionProposal.Terms(owner, until, why, chosen.all());
    terms.require(clock.millis());
    Proposed proposed = propose(chosen, terms);
    if (!proposed.lost().isEmpty()) {
      throw new IllegalArgumentException(
          "exception: would take away " + String.join("; ", proposed.lost()));
    }
    RuleLife life = rules.save(proposed.piece(), by, why).life();
    rules.lives().own(life.id(), owner, by);
    return shown(life.id()).orElseThrow();
  }

  /** Every exception there is, the first to end first. */
  public List<Shown> all() {
    List<Shown> all = new ArrayList<>();
    for (RuleLife life : rules.lives().own()) {
      shown(life.id()).ifPresent(all::add);
    }
    all.sort((a, b) -> Long.compare(a.exemption().until(), b.exemption().until()));
    return all;
  }

  private Optional<Shown> shown(String id) {
    RuleLife life = rules.lives().find(id).orElseThrow();
    boolean mayBe = life.kind() == Piece.Kind.FILTER || life.kind() == Piece.Kind.EXCEPTION;
    int version = life.released().or(() -> life.latest().map(RuleVersion::number)).orElse(0);
    if (!mayBe || version == 0) {
      return Optional.empty();
    }
    boolean isLive = rules.inForce().exemptions().stream().anyMatch(one -> one.id().equals(id));
    return rules
        .lives()
        .exemption(id, version)
        .map(
            one ->
                new Shown(
                    one,
                    life.state(),
                    isLive,
                    rules.inForce().idle().getOrDefault(id, ""),
                    one.isOver(clock.millis()),
                    keptBack.get().getOrDefault(id, 0L)));
  }

  private Alert falseOne(String id) {
    StoredAlert stored =
        alerts.get(id).orElseThrow(() -> new NoSuchElementException("alert " + id));
    Verdict verdict = stored.triage().verdict();
    if (verdict != Verdict.FALSE_POSITIVE && verdict != Verdict.BENIGN) {
      throw new IllegalArgumentException(
          "alert %s: %s (expected: closed as false_positive or benign)"
              .formatted(id, verdict == null ? "open" : verdict.label()));
    }
    return stored.alert();
  }

  private Event stored(String id) {
    return events.get(id).orElseThrow(() -> new NoSuchElementException("event " + id));
  }

  private String ruleOf(List<Alert> told, List<Event> named) {
    Set<String> found = new TreeSet<>();
    told.forEach(alert -> found.add(VerdictRule.of(alert, rules.inForce())));
    if (told.isEmpty()) {
      named.forEach(event -> found.addAll(event.texts(EcsField.SONGLAM_FINDING_RULES)));
    }
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          "rule: " + found + " (expected: events and alerts of one, or its id)");
    }
    return found.iterator().next();
  }
}
