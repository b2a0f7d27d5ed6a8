package songlam.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.GeoPoint;

/**
 * Cases of a pack: {@code cases/<rule>.yml} with a list of {@code {name, fires, events}}; an event
 * is {@code {at, repeat, every, set}}: seconds, and {@code {i}} in a value counts the repetitions.
 */
record PackCases(String rule, List<Case> cases) {
  /**
   * @param settle how long to go on after the last event, milliseconds
   */
  record Case(String name, boolean fires, List<Event> events, long settle) {}

  /** A Tuesday, ten in the morning in Vinh, unless the case says another hour. */
  static final long START = 1_795_489_200_000L;

  @SuppressWarnings("unchecked") // test data of ours
  static PackCases read(Path file) throws IOException {
    List<Map<String, Object>> list =
        new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
    List<Case> cases = new ArrayList<>();
    for (Map<String, Object> map : list) {
      List<Event> events = new ArrayList<>();
      for (Map<String, Object> spec : (List<Map<String, Object>>) map.get("events")) {
        events.addAll(events(spec));
      }
      events.sort(Comparator.comparingLong(Event::timestamp));
      long settle = ((Number) map.getOrDefault("wait", 60)).longValue() * 1_000;
      cases.add(new Case((String) map.get("name"), (Boolean) map.get("fires"), events, settle));
    }
    String name = String.valueOf(file.getFileName());
    return new PackCases(name.substring(0, name.length() - 4), cases);
  }

  @SuppressWarnings("unchecked") // test data of ours
  private static List<Event> events(Map<String, Object> spec) {
    List<Event> events = new ArrayList<>();
    double at = ((Number) spec.getOrDefault("at", 0)).doubleValue();
    int repeat = ((Number) spec.getOrDefault("repeat", 1)).intValue();
    double every = ((Number) spec.getOrDefault("every", 1)).doubleValue();
    for (int i = 0; i < repeat; i++) {
      EventBuilder builder =
          new EventBuilder().timestamp(START + (long) ((at + i * every) * 1_000)).origin("case");
      for (Map.Entry<String, Object> field : ((Map<String, Object>) spec.get("set")).entrySet()) {
        set(builder, field.getKey(), field.getValue(), i);
      }
      events.add(builder.build(new EventId("n1", 0, 0, 0)));
    }
    return events;
  }

  private static void set(EventBuilder builder, String name, Object value, int i) {
    EcsField field = EcsField.named(name);
    if (field == null && name.startsWith("winlog.")) {
      builder.vendor(name, String.valueOf(value).replace("{i}", String.valueOf(i)));
      return;
    }
    if (field == null) {
      throw new IllegalArgumentException(name + " (expected: a field of the vocabulary)");
    }
    String text = String.valueOf(value).replace("{i}", String.valueOf(i));
    switch (field.type()) {
      case KEYWORD, TEXT, IP -> {
        if (value instanceof List<?> list) {
          builder.set(field, list.stream().map(String::valueOf).toList());
        } else {
          builder.set(field, text);
        }
      }
      case LONG -> builder.set(field, number(text, i));
      case DATE -> builder.set(field, START + number(text, i) * 1_000);
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
  private static long number(String text, int i) {
    return text.endsWith("+i")
        ? Long.parseLong(text.substring(0, text.length() - 2)) + i
        : Long.parseLong(text);
  }
}
