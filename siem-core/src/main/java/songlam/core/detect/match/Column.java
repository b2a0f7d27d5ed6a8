package songlam.core.detect.match;

import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.event.Event;

/**
 * What a field of a rule means in an event: the value of the first of these sources that has one.
 */
public record Column(List<Source> sources) {
  public Column {
    sources = List.copyOf(sources);
  }

  /** The column that a search for keywords reads. */
  public static final Column EVERYWHERE = new Column(List.of(new Source.Everywhere()));

  /** The value: null when absent, a String, or a List of String. */
  public @Nullable Object read(Event event) {
    for (Source source : sources) {
      Object value = source.read(event);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return String.join("|", sources.stream().map(Source::toString).toList());
  }
}
