package songlam.core.rule.trial;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.GeoPoint;

/** Events of a pack's case as the case writes them. */
final class CaseEvents {
  /** What Windows says of an event beside ECS keeps its own names. */
  private static final String WINDOWS = "winlog.";

  private CaseEvents() {}

  /** Whether it is a whole event as it was stored. */
  static boolean isStored(Object spec) {
    return spec instanceof Map<?, ?> map && map.get("event") instanceof String;
  }

  static List<Event> of(Map<?, ?> spec) throws IOException {
    if (spec.get("event") instanceof String stored) {
      return List.of(CaseReader.stored(stored));
    }
    List<Event> events = new ArrayList<>();
    double at = number(spec, "at", 0);
    int repeat = (int) number(spec, "repeat", 1);
    double every = number(spec, "every", 1);
    if (!(spec.get("set") instanceof Map<?, ?> fields)) {
      throw new IllegalArgumentException(spec + " (expected: {at, repeat, every, set} or {event})");
    }
    for (int i = 0; i < repeat; i++) {
      EventBuilder builder =
          new EventBuilder()
              .timestamp(CaseReader.START + (long) ((at + i * every) * 1_000))
              .origin("case");
      for (Map.Entry<?, ?> field : fields.entrySet()) {
        set(builder, String.valueOf(field.getKey()), field.getValue(), i);
      }
      events.add(builder.build(new EventId("n1", 0, 0, 0)));
    }
    return events;
  }

  private static double number(Map<?, ?> spec, String key, double absent) {
    return spec.get(key) instanceof Number number ? number.doubleValue() : absent;
  }

  private static void set(EventBuilder builder, String name, Object value, int i) {
    EcsField field = EcsField.named(name);
    String text = String.valueOf(value).replace("{i}", String.valueOf(i));
    if (field == null && name.startsWith(WINDOWS)) {
      builder.vendor(name, text);
      return;
    }
    if (field == null) {
      throw new IllegalArgumentException(
          name + " (expected: a field of the vocabulary, or " + WINDOWS + "…)");
    }
    switch (field.type()) {
      case KEYWORD, TEXT, IP -> {
        if (value instanceof List<?> list) {
          builder.set(field, list.stream().map(String::valueOf).toList());
        } else {
          builder.set(field, text);
        }
      }
      case LONG -> builder.set(field, counted(text, i));
      case DATE -> builder.set(field, CaseReader.START + counted(text, i) * 1_000);
      case DOUBLE -> builder.set(field, Double.parseDouble(text));
      case BOOLEAN -> builder.set(field, Boolean.parseBoolean(text));
      case GEO_POINT -> {
        String[] parts = text.split(",");
        builder.set(
            field, new GeoPoint(Double.parseDouble(parts[0]), Double.parseDouble(parts[1])));
      }
    }
  }

  /** {@code 40000+i} counts up. */
  private static long counted(String text, int i) {
    return text.endsWith("+i")
        ? Long.parseLong(text.substring(0, text.length() - 2)) + i
        : Long.parseLong(text);
  }
}
