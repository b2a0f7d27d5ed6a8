package songlam.core.rule.trial;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import songlam.core.event.EcsField;
import songlam.core.event.EcsType;
import songlam.core.event.Event;

/**
 * Which values of events an exception may be made of: those that say who did what to whom, not
 * those that number the event itself, such as times, ports, process ids and sizes, nor prose.
 */
final class ExceptionFields {
  private static final int LONGEST = 1_000;

  /** Of ECS, by what the dotted name ends in, or begins with. */
  private static final Pattern NUMBERED =
      Pattern.compile(
          "(threat|ecs|related)\\..*|songlam\\.(finding\\..*|clock\\..*|canary|late|sequence|session"
              + "|simulated|source|source_type|report\\.id|traffic\\.(count|track)|check\\.duration_ms)"
              + "|log\\.syslog\\.(facility|severity|priority).*|event\\.(id|hash|sequence|timezone|risk_score.*|duration"
              + "|original|reason|ingested|created)|.*\\.(entity_id|pid|ppid|pgid|procid|bytes"
              + "|packets|uptime|thread\\.id|exit_code|inode|size|message_id|local_id"
              + "|ephemeral_id|usage|ttl)|(trace|transaction|span|flow|dns|error)\\.id"
              + "|(source|client)\\.(nat\\.)?port"
              + "|network\\.community_id|http\\.request\\.id|log\\.offset");

  /** Of vendors, as Windows and others name them. */
  private static final Pattern VENDORS_NUMBERED =
      Pattern.compile(
          "(?i).*(guid|time|timestamp|date|record_?id|process_?id|thread_?id|logon_?id|session_?id"
              + "|activity_?id|request_?id|trans(action)?_?id|handle_?id|correlation_?id|[._]pid"
              + "|[._]tid|(src|source|client|ip)_?port|bytes|size|duration|count|sequence|offset)");

  /** What kind of event it is, which every event of a rule is apt to share. */
  private static final Pattern KIND =
      Pattern.compile("(event|log|observer|agent|host\\.os)\\..*|songlam\\.off_hours");

  private ExceptionFields() {}

  /** Whether the field says who, where or with what, and not only what kind of event it is. */
  static boolean isTelling(String field) {
    return !KIND.matcher(field).matches();
  }

  /** What each of these events has in common with all the others: values by field. */
  static Map<String, Set<String>> shared(Collection<Event> events) {
    Map<String, Set<String>> shared = null;
    for (Event event : events) {
      Map<String, Set<String>> own = of(event);
      if (shared == null) {
        shared = own;
      } else {
        shared.keySet().retainAll(own.keySet());
        shared.forEach((field, values) -> values.retainAll(own.get(field)));
        shared.values().removeIf(Set::isEmpty);
      }
    }
    return shared == null ? new TreeMap<>() : shared;
  }

  /** Whether the event has all of these. */
  static boolean has(Event event, Map<String, Set<String>> wanted) {
    Map<String, Set<String>> own = of(event);
    return wanted.entrySet().stream()
        .allMatch(one -> own.getOrDefault(one.getKey(), Set.of()).containsAll(one.getValue()));
  }

  private static Map<String, Set<String>> of(Event event) {
    Map<String, Set<String>> all = new TreeMap<>();
    event.forEach(
        (field, _) -> {
          if (isAboutWhat(field)) {
            add(all, field.fieldName(), event.texts(field));
          }
        });
    event
        .vendor()
        .forEach(
            (name, value) -> {
              if (!VENDORS_NUMBERED.matcher(name).matches()) {
                List<?> values = value instanceof List<?> list ? list : List.of(value);
                add(all, name, values.stream().map(String::valueOf).toList());
              }
            });
    return all;
  }

  private static boolean isAboutWhat(EcsField field) {
    boolean isExact =
        field.type() == EcsType.KEYWORD
            || field.type() == EcsType.IP
            || field.type() == EcsType.LONG
            || field.type() == EcsType.BOOLEAN;
    return isExact && !NUMBERED.matcher(field.fieldName()).matches();
  }

  private static void add(Map<String, Set<String>> all, String name, List<String> values) {
    Set<String> kept = new TreeSet<>(values);
    kept.removeIf(
        value ->
            value.isBlank()
                || value.length() > LONGEST
                || value.chars().anyMatch(Character::isISOControl));
    if (!kept.isEmpty()) {
      all.put(name, kept);
    }
  }
}
