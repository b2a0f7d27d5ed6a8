package songlam.core.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A mapping of a YAML file. Each getter takes its key as known; {@link #done()} reports the rest. A
 * wrong value is reported and its default used, so that one reading finds all problems.
 */
public final class Section {
  private final String file;
  private final Problems problems;
  private final int line;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new HashMap<>();
  private final Set<String> known = new LinkedHashSet<>();

  Section(String file, @Nullable MappingNode node, Problems problems) {
    this.file = file;
    this.problems = problems;
    this.line = node == null ? 1 : node.getStartMark().getLine() + 1;
    if (node == null) {
      return;
    }
    for (NodeTuple tuple : node.getValue()) {
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      int at = tuple.getKeyNode().getStartMark().getLine() + 1;
      if (values.put(key, tuple.getValueNode()) != null) {
        problems.add(file + ":" + at + ": " + key + ": twice (expected: once)");
      }
      lines.put(key, at);
    }
  }

  /** Where a key stands, or the section when it is absent: {@code file:line}. */
  public String at(String key) {
    return file + ":" + lines.getOrDefault(key, line);
  }

  public boolean has(String key) {
    known.add(key);
    return values.containsKey(key);
  }

  /** Keys of a section whose keys are names. All count as known. */
  public Set<String> names() {
    known.addAll(values.keySet());
    return values.keySet();
  }

  public String text(String key, String absent) {
    known.add(key);
    Node node = values.get(key);
    if (node == null) {
      return absent;
    }
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    wrong(key, "a list or mapping", "text");
    return absent;
  }

  public String requiredText(String key) {
    String text = text(key, "");
    if (text.isBlank()) {
      wrong(key, has(key) ? "empty" : "missing", "text");
    }
    return text;
  }

  public @Nullable String optionalText(String key) {
    return has(key) ? text(key, "") : null;
  }

  public long number(String key, long absent, long least, long most) {
    return converted(
        key,
        absent,
        least + " to " + most,
        text -> {
          long value = Long.parseLong(text.replace("_", ""));
          if (value < least || value > most) {
            throw new IllegalArgumentException();
          }
          return value;
        });
  }

  public double decimal(String key, double absent) {
    return converted(key, absent, "a number", Double::parseDouble);
  }

  public boolean flag(String key, boolean absent) {
    return converted(
        key,
        absent,
        "true or false",
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException();
            });
  }

  /** A time span such as {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 7d}. */
  public Duration span(String key, Duration absent) {
    return converted(key, absent, "a time span such as 30s, 5m, 2h or 7d", Spans::parse);
  }

  public <E extends Enum<E>> E choice(String key, Class<E> type, E absent) {
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      names.add(constant.name().toLowerCase(Locale.ROOT));
    }
    return converted(
        key,
        absent,
        "one of " + String.join(", ", names),
        text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
  }

  /** A value that this function makes of the text; it throws for what it does not like. */
  public <T> T converted(String key, T absent, String expected, Function<String, T> conversion) {
    if (!has(key)) {
      return absent;
    }
    String text = text(key, "");
    try {
      return conversion.apply(text);
    } catch (IllegalArgumentException e) {
      wrong(key, text, expected);
      return absent;
    }
  }

  /** A list of texts; a single text is a list of one. */
  public List<String> texts(String key) {
    known.add(key);
    Node node = values.get(key);
    List<String> texts = new ArrayList<>();
    switch (node) {
      case null -> {}
      case ScalarNode scalar -> texts.add(scalar.getValue());
      case SequenceNode sequence -> {
        for (Node item : sequence.getValue()) {
          if (item instanceof ScalarNode scalar) {
            texts.add(scalar.getValue());
          } else {
            wrong(key, "a nested value", "a list of texts");
          }
        }
      }
      default -> wrong(key, "a mapping", "a list of texts");
    }
    return texts;
  }

  /** A sub-section; an empty one when the key is absent. */
  public Section section(String key) {
    known.add(key);
    Node node = values.get(key);
    if (node != null && !(node instanceof MappingNode)) {
      wrong(key, "not a mapping", "a mapping");
    }
    return new Section(file, node instanceof MappingNode mapping ? mapping : null, problems);
  }

  /** A list of sub-sections. */
  public List<Section> sections(String key) {
    known.add(key);
    List<Section> sections = new ArrayList<>();
    Node node = values.get(key);
    if (node instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue()) {
        if (item instanceof MappingNode mapping) {
          sections.add(new Section(file, mapping, problems));
        } else {
          wrong(key, "a plain value", "a list of mappings");
        }
      }
    } else if (node != null) {
      wrong(key, "not a list", "a list of mappings");
    }
    return sections;
  }

  /** The keys of both, as if they stood in this one; a key of both is a problem. */
  public Section with(Section more) {
    Section both = new Section(file, null, problems);
    both.values.putAll(values);
    both.lines.putAll(lines);
    more.values.forEach(
        (key, value) -> {
          if (both.values.putIfAbsent(key, value) != null) {
            wrong(key, "taken", "another name, " + more.file + " has this one");
          }
        });
    return both;
  }

  /** Reports a problem with this key. */
  public void wrong(String key, String value, String expected) {
    problems.add(at(key) + ": " + key + ": " + value + " (expected: " + expected + ")");
  }

  /** Says what is worth a look at this key and keeps nothing from being in force. */
  public void doubt(String key, String value, String expected) {
    problems.warn(at(key) + ": " + key + ": " + value + " (expected: " + expected + ")");
  }

  public Problems problems() {
    return problems;
  }

  /** Reports every key nobody asked for. */
  public void done() {
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        problems.add(
            at(key) + ": " + key + ": unknown (expected: one of " + String.join(", ", known) + ")");
      }
    }
  }
}
