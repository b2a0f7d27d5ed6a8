package songlam.core.detect.sigma;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code %name%} stands for values an installation gives ({@link Placeholders}); a value with
 * several of them for every combination. Without any the rule reader warns and the value matches
 * nothing.
 */
final class ExpandModifier implements Modifier {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("(?<!\\\\)%(" + Placeholders.NAME + ")%");
  private static final int MOST_COMBINATIONS = 10_000;

  @Override
  public void apply(Draft draft) {
    List<Draft.Written> values = draft.values();
    if (values.stream().noneMatch(value -> PLACEHOLDER.matcher(value.raw()).find())) {
      draft.doubt("expand without %name%: without effect (expected: one in a value)");
    }
    AtomicInteger left = new AtomicInteger(MOST_COMBINATIONS);
    draft.expand(
        written -> {
          List<Draft.Written> all = expanded(draft, written, left.get());
          left.addAndGet(-all.size());
          return all;
        });
  }

  /**
   * @param most of the line's combinations that may still come
   */
  private static List<Draft.Written> expanded(Draft draft, Draft.Written written, int most) {
    Matcher matcher = PLACEHOLDER.matcher(written.raw());
    List<String> begun = List.of("");
    int end = 0;
    boolean isAny = false;
    while (matcher.find()) {
      isAny = true;
      String before = written.raw().substring(end, matcher.start());
      end = matcher.end();
      List<String> values = values(draft, written, matcher.group(1));
      long combinations = (long) begun.size() * values.size();
      if (combinations > most) {
        draft
            .report()
            .reject(
                written.at(),
                "%s: %,d combinations of placeholders (expected: at most %,d in a line)"
                    .formatted(written.raw(), combinations, MOST_COMBINATIONS));
        return List.of();
      }
      begun = combined(begun, before, values);
    }
    if (!isAny) {
      return List.of(written);
    }
    String rest = written.raw().substring(end);
    Set<String> all = new LinkedHashSet<>();
    begun.forEach(text -> all.add(text + rest));
    return all.stream()
        .map(raw -> new Draft.Written(raw, Value.Text.read(raw), written.at()))
        .toList();
  }

  private static List<String> values(Draft draft, Draft.Written written, String name) {
    List<String> values = draft.placeholders().values().getOrDefault(name, List.of());
    if (values.isEmpty()) {
      draft
          .report()
          .warn(
              written.at(),
              "%"
                  + name
                  + "%: no values, matches nothing (expected: a list under this name in "
                  + Placeholders.FILE
                  + ")");
    }
    return values;
  }

  private static List<String> combined(List<String> begun, String before, List<String> values) {
    List<String> all = new ArrayList<>(begun.size() * values.size());
    for (String text : begun) {
      for (String value : values) {
        all.add(text + before + value);
      }
    }
    return all;
  }
}
