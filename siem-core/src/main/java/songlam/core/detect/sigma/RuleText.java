package songlam.core.detect.sigma;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** The text of a rule's file, or where it is none. */
public final class RuleText {
  private static final long MOST_BYTES = 16 << 20;

  private RuleText() {}

  /**
   * Reads a file.
   *
   * @param problems hears why there is no text, with the place of the first byte that is no UTF-8
   */
  public static Optional<String> read(Path file, Consumer<RuleProblem> problems) {
    byte[] bytes;
    try {
      if (Files.size(file) > MOST_BYTES) {
        String most = MOST_BYTES / (1 << 20) + " MiB";
        problems.accept(problem(file, 1, 1, "more than " + most + " (expected: a file of rules)"));
        return Optional.empty();
      }
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      problems.accept(
          problem(file, 1, 1, "cannot be read: " + e + " (expected: a readable file in UTF-8)"));
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CharsetDecoder decoder =
        UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (!result.isError()) {
      return Optional.of(text);
    }
    int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
    int column = text.length() - text.lastIndexOf('\n');
    String wrong = "0x%02X: no UTF-8 (expected: a file in UTF-8)";
    problems.accept(problem(file, line, column, wrong.formatted(bytes[in.position()])));
    return Optional.empty();
  }

  private static RuleProblem problem(Path file, int line, int column, String message) {
    return new RuleProblem(RuleProblem.Kind.REJECTED, file.toString(), line, column, "", message);
  }
}
