package songlam.core.correlate.pack;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import songlam.core.correlate.window.Novelty;
import songlam.core.correlate.window.StateReader;
import songlam.core.correlate.window.StateWriter;
import songlam.core.event.EcsField;
import songlam.core.event.Severity;
import songlam.core.event.Text;
import songlam.core.query.Query;

/**
 * What alerts say of rules, kept beside what is open of them: so it returns where the rule is gone.
 */
final class RuleWords {
  private static final Text NONE = new Text("", "");

  private RuleWords() {}

  static void save(Collection<Rule> rules, StateWriter out) {
    Collection<Rule> distinct =
        rules.stream().collect(Collectors.toMap(Rule::id, one -> one, (one, _) -> one)).values();
    out.number(distinct.size());
    distinct.forEach(rule -> save(rule, out));
  }

  private static void save(Rule rule, StateWriter out) {
    out.text(rule.id()).text(rule.severity().name());
    save(rule.title(), out);
    save(rule.reason(), out);
    out.number(rule.entities().size());
    rule.entities()
        .forEach(one -> out.text(one.kind()).text(one.field().fieldName()).text(one.role()));
    out.number(rule.attack().size());
    rule.attack().forEach(out::text);
    out.text(rule.playbook() == null ? "" : rule.playbook());
  }

  private static void save(Text text, StateWriter out) {
    out.text(text.vi()).text(text.en());
  }

  /** Rules, by id, that say what those said and notice nothing. */
  static Map<String, Rule> read(StateReader in) {
    Map<String, Rule> rules = new HashMap<>();
    for (long left = in.number(); left > 0; left--) {
      Rule rule = one(in);
      rules.put(rule.id(), rule);
    }
    return rules;
  }

  private static Rule one(StateReader in) {
    String id = in.text();
    Severity severity = Severity.valueOf(in.text());
    Text title = text(in);
    Text reason = text(in);
    List<Rule.EntitySpec> entities = new ArrayList<>();
    for (long left = in.number(); left > 0; left--) {
      String kind = in.text();
      EcsField field = EcsField.named(in.text());
      String role = in.text();
      if (field != null) {
        entities.add(new Rule.EntitySpec(kind, field, role));
      }
    }
    List<String> attack = new ArrayList<>();
    for (long left = in.number(); left > 0; left--) {
      attack.add(in.text());
    }
    String playbook = in.text();
    return new Rule(
        id,
        severity,
        new Novelty(new Query.Or(List.of()), List.of(), EcsField.EVENT_ACTION, 0, 0),
        0,
        title,
        reason,
        entities,
        attack,
        playbook.isEmpty() ? null : playbook,
        new Rule.Rationale(NONE, NONE, NONE, 0),
        new Rule.Notes(List.of(), List.of()));
  }

  private static Text text(StateReader in) {
    return new Text(in.text(), in.text());
  }
}
