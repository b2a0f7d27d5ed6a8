package songlam.core.detect.sigma;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code %name%} stands for values an installation gives. Without any the rule reader warns and the
 * value matches nothing.
 */
final class ExpandModifier implements Modifier {
  private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\\\)%([A-Za-z0-9_.-]+)%");

  @Override
  public void apply(Draft draft) {
    draft.expand(
        written -> {
          Matcher matcher = PLACEHOLDER.matcher(written.raw());
          if (!matcher.find()) {
            return List.of(written);
          }
          String name = matcher.group(1);
          List<String> values = draft.placeholders().getOrDefault(name, List.of());
          if (values.isEmpty()) {
            draft
                .report()
                .warn(
                    written.at(),
                    "%" + name + "%: no values (expected: a list under this name in placeholders)");
          }
          return values.stream().map(value -> replaced(written, matcher, value)).toList();
        });
  }

  private static Draft.Written replaced(Draft.Written written, Matcher matcher, String value) {
    String raw =
        written.raw().substring(0, matcher.start())
            + value
            + written.raw().substring(matcher.end());
    return new Draft.Written(raw, Value.Text.read(raw), written.at());
  }
}
