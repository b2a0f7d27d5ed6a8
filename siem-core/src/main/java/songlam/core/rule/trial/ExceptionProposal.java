package songlam.core.rule.trial;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import songlam.core.detect.Detector;
import songlam.core.detect.sigma.SigmaRule;
import songlam.core.event.Event;
import songlam.core.query.EventMatcher;
import songlam.core.query.Query;
import songlam.core.rule.Exemption;
import songlam.core.rule.InForce;
import songlam.core.rule.Piece;

/**
 * The narrowest exception that false positives of a rule have in common: all values that each of
 * them has.
 *
 * @param rule a Sigma rule's id, or {@code pack/rule}
 * @param values by field; an event that has all of them is excepted
 */
public record ExceptionProposal(String rule, Map<String, Set<String>> values) {
  /**
   * What an exception says beside its values.
   *
   * @param owner who answers for it
   * @param until wall clock, milliseconds
   * @param of alerts and events it is made of
   */
  public record Terms(String owner, long until, String why, List<String> of) {
    /**
     * @throws IllegalArgumentException when owner or reason are missing, or the date is no later
     *     than now
     */
    public void require(long now) {
      if (owner.isBlank() || why.isBlank() || until <= now) {
        throw new IllegalArgumentException(
            "owner, until, why: (expected: who answers for the exception, a date to come, and why)");
      }
    }
  }

  /**
   * Of these events, which the rule should not have told of.
   *
   * @param fields only these of what is shared, all when empty: less narrow
   * @throws IllegalArgumentException when there is nothing to be made of them
   */
  public static ExceptionProposal of(
      String rule, Collection<Event> falsePositives, Set<String> fields, InForce inForce) {
    if (falsePositives.isEmpty()) {
      throw new IllegalArgumentException(
          "alerts, events: none of " + rule + " (expected: at least one event it told of)");
    }
    if (rule.indexOf('/') < 0) {
      requireFound(rule, falsePositives, inForce);
    }
    Map<String, Set<String>> shared = new TreeMap<>(ExceptionFields.shared(falsePositives));
    for (String field : fields) {
      if (!shared.containsKey(field)) {
        throw new IllegalArgumentException(
            "field: " + field + " (expected: some of " + shared.keySet() + ", which they share)");
      }
    }
    if (!fields.isEmpty()) {
      shared.keySet().retainAll(fields);
    }
    if (shared.isEmpty()) {
      throw new IllegalArgumentException(
          "alerts, events: %d of them share no value (expected: events of one kind; make several exceptions)"
              .formatted(falsePositives.size()));
    }
    if (shared.keySet().stream().noneMatch(ExceptionFields::isTelling)) {
      throw new IllegalArgumentException(
          "alerts, events: share no more than the kind of event, "
              + shared
              + " (expected: also who, where or with what; an exception of a kind switches a rule off)");
    }
    return new ExceptionProposal(rule, shared);
  }

  private static void requireFound(String rule, Collection<Event> events, InForce inForce) {
    if (!inForce.isReleased(rule)) {
      throw new IllegalArgumentException("rule: " + rule + " (expected: one in force)");
    }
    Detector detector = inForce.sigma().detector(one -> one.id().equals(rule));
    for (Event event : events) {
      if (detector.detect(event).isEmpty()) {
        throw new IllegalArgumentException(
            "event "
                + event.documentId()
                + ": "
                + rule
                + " does not match it (expected: a false positive of the rule in force)");
      }
    }
  }

  /**
   * Makes sure that the exception keeps back what it was made of.
   *
   * @throws IllegalArgumentException with the first event it does not
   */
  public static void requireKept(
      Piece exception, Collection<Event> falsePositives, InForce inForce) {
    Exemption read = FilterProof.exemption(exception);
    Query match = read.match();
    Detector with =
        inForce
            .sigma()
            .withText(Piece.RULE, exception.text())
            .detector(one -> one.id().equals(read.rule()));
    for (Event event : falsePositives) {
      boolean isKept =
          match == null ? with.detect(event).isEmpty() : EventMatcher.matches(match, event);
      if (!isKept) {
        throw new IllegalArgumentException(
            "event " + event.documentId() + ": not kept back (expected: fewer fields)");
      }
    }
  }

  /** The exception as a file, a draft. */
  public Piece written(Terms terms, InForce inForce) {
    String id = UUID.randomUUID().toString();
    List<String> first = new ArrayList<>();
    values.forEach(
        (field, all) -> {
          if (ExceptionFields.isTelling(field)) {
            first.add(field + "=" + String.join(",", all));
          }
        });
    boolean isOfPack = rule.indexOf('/') >= 0;
    String about = inForce.sigma().rule(rule).map(SigmaRule::title).orElse(rule);
    String most = String.join(", ", first.subList(0, Math.min(3, first.size())));
    ExceptionText.Head head =
        new ExceptionText.Head(
            id,
            about + ": " + (most.length() > 120 ? most.substring(0, 120) + "…" : most),
            rule,
            terms.owner(),
            terms.until(),
            terms.why(),
            terms.of());
    if (isOfPack) {
      return new Piece(
          id, Piece.Kind.EXCEPTION, Map.of(Piece.RULE, ExceptionText.pack(head, values)));
    }
    String text =
        ExceptionText.sigma(head, inForce.sigma().rule(rule).orElseThrow().logsource(), values);
    return new Piece(id, Piece.Kind.FILTER, Map.of(Piece.RULE, text));
  }
}
