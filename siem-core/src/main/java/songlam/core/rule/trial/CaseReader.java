package songlam.core.rule.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.EventJson;
import songlam.core.event.ParseResult;
import songlam.core.event.RawRecord;
import songlam.core.pipeline.Detected;
import songlam.core.pipeline.SourceType;
import songlam.core.rule.Piece;

/**
 * Reads the cases of a rule: a list of {@code {name, fires, …}}. What happened is either the record
 * as it arrives, under the name of its source type ({@code syslog: …}), so that a case proves
 * parser, mapping and rule together; or {@code event}, an event as it is stored; or, for packs,
 * {@code events}: each of them {@code {at, repeat, every, set}} in seconds, in which {@code {i}}
 * counts the repetitions, or {@code {event}} again.
 */
public final class CaseReader {
  /** A Tuesday, ten in the morning in Vinh: when cases begin that say no time. */
  public static final long START = 1_795_489_200_000L;

  private static final long WAIT_SECONDS = 60;
  private static final long LATENESS_MILLIS = 500;

  /** Of a file of cases. */
  static final int MOST_CHARACTERS = 16 << 20;

  private final Map<String, SourceType> types;

  /**
   * @param types the source types records may be of
   */
  public CaseReader(Map<String, SourceType> types) {
    this.types = types;
  }

  /**
   * Every case of a piece.
   *
   * @throws IllegalArgumentException with file and case when one cannot be read
   */
  public List<RuleCase> read(Piece piece) {
    List<RuleCase> cases = new ArrayList<>();
    piece
        .cases()
        .forEach(
            (name, text) -> {
              String rule = name.replaceFirst("cases/", "").replaceFirst("\\.ya?ml$", "");
              cases.addAll(read(name.equals(Piece.CASES) ? piece.id() : rule, name, text));
            });
    return cases;
  }

  /**
   * The cases of one rule.
   *
   * @param file what to call the text in problems
   * @throws IllegalArgumentException with file and case when one cannot be read
   */
  public List<RuleCase> read(String rule, String file, String text) {
    List<RuleCase> cases = new ArrayList<>();
    for (Object item : list(file, text)) {
      if (!(item instanceof Map<?, ?> map)
          || !(map.get("name") instanceof String name)
          || !(map.get("fires") instanceof Boolean fires)) {
        throw new IllegalArgumentException(
            file + ": a case without name and fires (expected: {name, fires, …})");
      }
      try {
        cases.add(one(rule, name, fires, map));
      } catch (IllegalArgumentException | ClassCastException | IOException e) {
        throw new IllegalArgumentException(file + ": " + name + ": " + e.getMessage(), e);
      }
    }
    return cases;
  }

  private static List<?> list(String file, String text) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_CHARACTERS);
    try {
      Object loaded = new Yaml(new SafeConstructor(options)).load(text);
      if (loaded == null) {
        return List.of();
      }
      if (loaded instanceof List<?> list) {
        return list;
      }
    } catch (YAMLException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
    throw new IllegalArgumentException(file + ": not a list (expected: a list of cases)");
  }

  private RuleCase one(String rule, String name, boolean fires, Map<?, ?> map) throws IOException {
    List<Event> events = new ArrayList<>();
    Optional<RawRecord> received = Optional.empty();
    boolean isStored = false;
    if (map.get("events") instanceof List<?> specs) {
      isStored = specs.stream().allMatch(CaseEvents::isStored);
      for (Object spec : specs) {
        events.addAll(CaseEvents.of((Map<?, ?>) spec));
      }
    } else if (map.get("event") instanceof String stored) {
      events.add(stored(stored));
      isStored = true;
    } else {
      RawRecord record = received(map);
      received = Optional.of(record);
      events.addAll(parsed(record));
    }
    events.sort(Comparator.comparingLong(Event::timestamp));
    List<Detected> detected = new ArrayList<>();
    for (Event event : events) {
      long offset = detected.size();
      Event numbered = event.toBuilder().build(new EventId("n1", 0, offset, 0));
      detected.add(
          new Detected(numbered, List.of(), offset, event.timestamp() + 5, "", LATENESS_MILLIS));
    }
    if (detected.isEmpty()) {
      throw new IllegalArgumentException("no event (expected: at least one)");
    }
    long wait = map.get("wait") instanceof Number seconds ? seconds.longValue() : WAIT_SECONDS;
    long end = detected.getLast().event().timestamp() + wait * 1_000;
    return new RuleCase(rule, name, fires, detected, received, isStored, end);
  }

  static Event stored(String json) throws IOException {
    EventBuilder event = EventJson.read(json.getBytes(UTF_8));
    if (!event.hasTimestamp()) {
      event.timestamp(START);
    }
    return event.build(new EventId("n1", 0, 0, 0));
  }

  private RawRecord received(Map<?, ?> map) {
    for (String type : types.keySet()) {
      if (map.get(type) instanceof String text) {
        return RawRecord.live("cases", type, START, "192.0.2.1", text.getBytes(UTF_8));
      }
    }
    throw new IllegalArgumentException(
        map.keySet() + " (expected: event, events, or one of " + types.keySet() + ")");
  }

  private List<Event> parsed(RawRecord record) {
    SourceType type = Objects.requireNonNull(types.get(record.type()));
    return switch (type.parser().get().parse(record)) {
      case ParseResult.Rejected(var reason, var detail) ->
          throw new IllegalArgumentException(reason.label() + ": " + detail);
      case ParseResult.Parsed(var builders, _) -> built(builders);
    };
  }

  private static List<Event> built(List<EventBuilder> builders) {
    List<Event> events = new ArrayList<>();
    for (EventBuilder builder : builders) {
      if (!builder.hasTimestamp()) {
        builder.timestamp(START);
      }
      events.add(builder.build(new EventId("n1", 0, 0, 0)));
    }
    return events;
  }
}
