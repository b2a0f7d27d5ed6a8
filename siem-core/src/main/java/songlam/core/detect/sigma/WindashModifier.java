package songlam.core.detect.sigma;

import java.util.ArrayList;
import java.util.List;

/**
 * Options of Windows commands may begin with any of five signs: every combination of them for every
 * sign that begins a word.
 */
final class WindashModifier implements Modifier {
  private static final String DASHES = "-/\u2013\u2014\u2015";
  private static final int MOST_SIGNS = 5;

  @Override
  public boolean changesText() {
    return true;
  }

  @Override
  public void apply(Draft draft) {
    draft.expand(
        written ->
            written.value() instanceof Value.Text text
                ? variants(text, draft).stream()
                    .map(
                        variant ->
                            new Draft.Written(
                                written.raw(), new Value.Text(variant, text.wild()), written.at()))
                    .toList()
                : List.of(written));
  }

  private static List<String> variants(Value.Text value, Draft draft) {
    List<Integer> signs = signs(value.text());
    if (signs.size() > MOST_SIGNS) {
      draft.wrong("windash on " + signs.size() + " options (expected: at most " + MOST_SIGNS + ")");
      return List.of(value.text());
    }
    List<String> variants = List.of(value.text());
    for (int at : signs) {
      List<String> more = new ArrayList<>();
      for (String variant : variants) {
        for (char dash : DASHES.toCharArray()) {
          more.add(variant.substring(0, at) + dash + variant.substring(at + 1));
        }
      }
      variants = more;
    }
    return variants;
  }

  private static List<Integer> signs(String text) {
    List<Integer> signs = new ArrayList<>();
    for (int i = 0; i + 1 < text.length(); i++) {
      boolean begins = i == 0 || !isWord(text.charAt(i - 1));
      if (DASHES.indexOf(text.charAt(i)) >= 0 && begins && isWord(text.charAt(i + 1))) {
        signs.add(i);
      }
    }
    return signs;
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
