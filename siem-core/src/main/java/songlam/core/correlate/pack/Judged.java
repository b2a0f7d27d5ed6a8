package songlam.core.correlate.pack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import songlam.core.correlate.window.Lateness;
import songlam.core.event.EcsField;
import songlam.core.event.Event;

/**
 * A rule that is judged anew when events come late.
 *
 * @param with itself and the rules that the pack's code relates it to
 * @param condition fingerprint of what these watch for
 * @param contributing which events bear on it
 * @param reach how far apart in event time events may lie that bear on the same alert, milliseconds
 */
record Judged(
    Rule rule,
    Companions.Company with,
    String condition,
    Predicate<Event> contributing,
    long reach) {
  /** Those of a pack, by the id of the rule: none whose company cannot all be judged anew. */
  static Map<String, Judged> of(Pack pack) {
    Map<Rule, Companions.Company> companions = Companions.of(pack);
    Map<String, Judged> judged = new LinkedHashMap<>();
    for (Rule rule : pack.rules()) {
      Companions.Company company =
          companions.getOrDefault(rule, new Companions.Company(List.of(rule), false));
      if (company.rules().stream().allMatch(one -> one.when().late().isAnew())) {
        judged.put(rule.id(), of(rule, company));
      }
    }
    return judged;
  }

  private static Judged of(Rule rule, Companions.Company with) {
    List<Rule> company = with.rules();
    String condition =
        company.stream()
            .map(one -> one.id() + " " + one.when().fingerprint())
            .sorted()
            .collect(Collectors.joining("\n"));
    Predicate<Event> contributing = _ -> false;
    for (Rule one : company) {
      contributing = contributing.or(one.when().contributing());
    }
    return new Judged(rule, with, condition, contributing, reach(company));
  }

  /** An alert whose episode is still open when an event comes grows: so far do they belong. */
  static long reach(List<Rule> company) {
    return company.stream().mapToLong(one -> one.when().reach() + one.quiet()).max().orElse(0);
  }

  /** Late events no further apart than this are looked at together, milliseconds. */
  long stretch() {
    long least = company().stream().mapToLong(one -> one.when().stretch()).min().orElse(0);
    return Math.max(least, isPatient() ? window() : reach);
  }

  List<Rule> company() {
    return with.rules();
  }

  /** How far apart events may lie that bear on the same answer, milliseconds. */
  long window() {
    return company().stream().mapToLong(one -> one.when().reach()).max().orElse(0);
  }

  /** Whether it is not looked at before all that may come on time has come. */
  boolean isPatient() {
    return company().stream().anyMatch(one -> one.when().late() == Lateness.ANEW_WHEN_SETTLED);
  }

  /** The values that keep a late event's key apart; none where all keys bear on each other. */
  List<String> keyOf(Event event) {
    List<String> key = new ArrayList<>();
    if (!with.isRelated()) {
      for (EcsField field : rule.when().groupBy()) {
        key.add(Objects.requireNonNullElse(event.text(field), ""));
      }
    }
    return key;
  }
}
