package songlam.core.detect.sigma;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The value in UTF-16, as bytes for base64 to encode.
 *
 * @param mark byte order mark that is put before it, one char per byte
 */
record Utf16Modifier(Charset charset, String mark) implements Modifier {
  @Override
  public boolean changesText() {
    return true;
  }

  @Override
  public void apply(Draft draft) {
    draft.expand(
        written -> {
          if (!(written.value() instanceof Value.Text text) || text.hasWildcards()) {
            draft.wrong("UTF-16 of a value with wildcards (expected: plain text)");
            return List.of(written);
          }
          byte[] bytes = text.text().getBytes(charset);
          String latin1 = mark + new String(bytes, StandardCharsets.ISO_8859_1);
          return List.of(new Draft.Written(written.raw(), new Value.Bytes(latin1), written.at()));
        });
  }
}
