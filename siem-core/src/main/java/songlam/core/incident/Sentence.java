package songlam.core.incident;

import java.util.List;
import songlam.core.event.Text;

/**
 * One sentence of an incident's opening, with what proves it.
 *
 * @param text the sentence
 * @param events document ids of the events its counts and times were read from
 */
public record Sentence(Text text, List<String> events) {
  public Sentence {
    events = List.copyOf(events);
  }
}
