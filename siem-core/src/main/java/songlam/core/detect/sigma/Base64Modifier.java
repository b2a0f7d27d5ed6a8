package songlam.core.detect.sigma;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The Base64 (RFC 4648) form of the value. With offset: the three forms it has inside a longer
 * text, without the chars that depend on its neighbours.
 */
record Base64Modifier(boolean offset) implements Modifier {
  /** Of less, one of the forms is empty. */
  private static final int SHORTEST = 2;

  /** Chars at the front that also hold bits of what stands before, by offset. */
  private static final int[] FRONT = {0, 2, 3};

  /** Chars at the end that also hold bits of what stands behind, by (length + offset) mod 3. */
  private static final int[] BACK = {0, 3, 2};

  @Override
  public boolean changesText() {
    return true;
  }

  @Override
  public void apply(Draft draft) {
    draft.expand(written -> encoded(written, draft));
  }

  private List<Draft.Written> encoded(Draft.Written written, Draft draft) {
    byte[] bytes = bytes(written.value(), draft);
    if (offset && bytes.length < SHORTEST) {
      draft.wrong(
          "base64offset of "
              + bytes.length
              + " bytes: in some places nothing of them is left to look for (expected: at least "
              + SHORTEST
              + ")");
      return List.of(written);
    }
    List<Draft.Written> forms = new ArrayList<>();
    for (int shift = 0; shift < (offset ? 3 : 1); shift++) {
      byte[] shifted = new byte[shift + bytes.length];
      System.arraycopy(bytes, 0, shifted, shift, bytes.length);
      String text = Base64.getEncoder().encodeToString(shifted);
      String stable =
          offset
              ? text.substring(FRONT[shift], text.length() - BACK[(bytes.length + shift) % 3])
              : text;
      forms.add(new Draft.Written(written.raw(), Value.Text.plain(stable), written.at()));
    }
    return forms;
  }

  private static byte[] bytes(Value value, Draft draft) {
    return switch (value) {
      case Value.Bytes(var latin1) -> latin1.getBytes(StandardCharsets.ISO_8859_1);
      case Value.Text text -> {
        if (text.hasWildcards()) {
          draft.wrong("base64 of a text with wildcards (expected: \\* and \\? for plain ones)");
        }
        yield text.text().getBytes(StandardCharsets.UTF_8);
      }
      case Value.Absent _ -> {
        draft.wrong("base64 of null (expected: text)");
        yield new byte[0];
      }
    };
  }
}
