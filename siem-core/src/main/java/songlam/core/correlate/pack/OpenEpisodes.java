package songlam.core.correlate.pack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.window.StateReader;
import songlam.core.correlate.window.StateWriter;

/** The open episodes of one stream, in the order in which they began. For one thread. */
final class OpenEpisodes {
  private final Map<String, Episode> episodes = new LinkedHashMap<>();

  @Nullable Episode find(Rule rule, String key) {
    return episodes.get(handle(rule, key));
  }

  void add(Episode episode) {
    episodes.put(handle(episode.rule(), episode.key()), episode);
  }

  void remove(Episode episode) {
    episodes.remove(handle(episode.rule(), episode.key()));
  }

  int size() {
    return episodes.size();
  }

  Episode eldest() {
    return episodes.values().iterator().next();
  }

  /** All as they are now. */
  List<Episode> all() {
    return List.copyOf(episodes.values());
  }

  List<Episode> all(Predicate<Episode> which) {
    return episodes.values().stream().filter(which).toList();
  }

  /** When the next of them is worth a look, if no event comes before. */
  long due() {
    long due = Long.MAX_VALUE;
    for (Episode episode : episodes.values()) {
      due = Math.min(due, episode.due());
    }
    return due;
  }

  private static String handle(Rule rule, String key) {
    return rule.id() + "\n" + key;
  }

  void save(StateWriter out) {
    List<Episode> raised = all(episode -> episode.raisedAs() != null);
    RuleWords.save(raised.stream().map(Episode::rule).toList(), out);
    out.number(episodes.size());
    for (Episode episode : episodes.values()) {
      out.text(episode.rule().id()).part(episode::save);
    }
  }

  /**
   * Takes over what {@link #save} wrote.
   *
   * @param rules by id
   * @return those of other rules that people were told of, which are not among these
   */
  List<Episode> restore(StateReader in, Map<String, Rule> rules) {
    List<Episode> others = new ArrayList<>();
    Map<String, Rule> former = RuleWords.read(in);
    for (long left = in.number(); left > 0; left--) {
      String id = in.text();
      StateReader state = in.part();
      Rule rule = rules.get(id);
      Rule other = former.get(id);
      if (rule != null) {
        add(Episode.read(rule, state));
      } else if (other != null) {
        others.add(Episode.read(other, state));
      }
    }
    return others;
  }
}
