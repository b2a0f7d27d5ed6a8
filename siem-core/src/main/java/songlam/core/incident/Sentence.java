package songlam.core.incident;

import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.event.Text;

/**
 * One sentence of an incident's opening, with what proves it.
 *
 * @param text the sentence
 * @param events document ids of the events that prove it: of those its counts and times were read
 *     from, the ones kept with the alert
 * @param alert the alert that counts them all and keeps these, null when it is about several
 */
public record Sentence(Text text, List<String> events, @Nullable String alert) {
  public Sentence {
    events = List.copyOf(events);
  }
}
