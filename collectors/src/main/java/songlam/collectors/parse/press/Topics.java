package songlam.collectors.parse.press;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The topics of provincial press and the words that tell them and their tone. Immutable. */
final class Topics {
  private static final String TABLE = "/songlam/collectors/parse/press/topics.yml";

  private final Map<String, List<String>> topics;
  private final List<String> negative;
  private final List<String> positive;

  @SuppressWarnings("unchecked") // a resource of ours, read by a test
  Topics() {
    try (InputStream in = Topics.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException(TABLE + " is missing from the jar");
      }
      Map<String, Object> table = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      topics = (Map<String, List<String>>) requireNonNull(table.get("topics"));
      negative = (List<String>) requireNonNull(table.get("negative"));
      positive = (List<String>) requireNonNull(table.get("positive"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The topic of a text; empty when none of its words stands there. */
  String of(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (Map.Entry<String, List<String>> topic : topics.entrySet()) {
      if (topic.getValue().stream().anyMatch(lower::contains)) {
        return topic.getKey();
      }
    }
    return "";
  }

  /** {@code negative}, {@code positive} or {@code neutral}: which kind of words weighs more. */
  String tone(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    long bad = negative.stream().filter(lower::contains).count();
    long good = positive.stream().filter(lower::contains).count();
    return bad > good ? "negative" : good > bad ? "positive" : "neutral";
  }
}
