package songlam.core.correlate.pack;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import songlam.core.event.EcsField;
import songlam.core.event.Text;

/** Fills the templates of a rule's reason from an episode, and from nothing else. */
final class Wording {
  private static final int VALUES_NAMED = 3;

  private Wording() {}

  static Text fill(Text template, Episode episode) {
    return new Text(fill(template.vi(), episode, true), fill(template.en(), episode, false));
  }

  private static String fill(String template, Episode episode, boolean vietnamese) {
    StringBuilder text = new StringBuilder(template.length() + 64);
    int at = 0;
    while (at < template.length()) {
      int open = template.indexOf('{', at);
      int close = open < 0 ? -1 : template.indexOf('}', open);
      if (close < 0) {
        break;
      }
      text.append(template, at, open);
      text.append(value(template.substring(open + 1, close), episode, vietnamese));
      at = close + 1;
    }
    return text.append(template, at, template.length()).toString();
  }

  private static String value(String name, Episode episode, boolean vietnamese) {
    return switch (name) {
      case "count" -> number(episode.count() - episode.followers(), vietnamese);
      case "distinct" -> number(episode.distinct(), vietnamese);
      case "sum" -> number(Math.round(episode.sum()), vietnamese);
      case "sum_mb" -> number(Math.round(episode.sum() / 1e6), vietnamese);
      case "key" -> episode.key();
      default -> values(name, episode.evidence());
    };
  }

  private static String number(long value, boolean vietnamese) {
    String grouped = String.format(Locale.ROOT, "%,d", value);
    return vietnamese ? grouped.replace(',', '.') : grouped;
  }

  private static String values(String name, List<Episode.Proof> evidence) {
    EcsField field = EcsField.named(name);
    if (field == null) {
      return "{" + name + "}";
    }
    Set<String> values = new LinkedHashSet<>();
    for (Episode.Proof proof : evidence) {
      String value = proof.event().text(field);
      if (value != null) {
        values.add(value);
      }
    }
    if (values.isEmpty()) {
      return "?";
    }
    String named = String.join(", ", values.stream().limit(VALUES_NAMED).toList());
    return values.size() > VALUES_NAMED
        ? named + " (+" + (values.size() - VALUES_NAMED) + ")"
        : named;
  }
}
