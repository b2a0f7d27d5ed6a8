package songlam.collectors.listen.http;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;
import songlam.collectors.frame.Framer;
import songlam.collectors.frame.LineFramer;
import songlam.testing.LongRun;
import songlam.testing.Mutations;
import songlam.testing.Seeds;

/** A bulk body is taken apart or refused in words. */
@Tag(LongRun.FUZZ)
class BulkFuzz {
  private static final String BODY =
      """
      {"create":{}}
      {"message":"a"}
      {"index":{"_index":"i","_id":"1"}}
      {}
      {"delete":{"_id":"1"}}
      {"update":{}}
      {"doc":{}}
      """;

  @MethodSource("underJazzer")
  @FuzzTest
  void body(byte[] input) {
    BulkReader reader = new BulkReader();
    LineFramer framer = new LineFramer(1_000);
    try {
      framer.feed(input, frame -> line(reader, frame));
      framer.end(frame -> line(reader, frame));
      reader.items().forEach(item -> assertNotNull(item.document()));
    } catch (UncheckedIOException | IOException refused) {
      assertTrue(refused.getMessage().contains("line "), refused.getMessage());
    }
  }

  private static void line(BulkReader reader, Framer.Frame frame) {
    try {
      reader.line(frame);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<byte[]> underJazzer() throws IOException {
    return Seeds.underJazzer(() -> Seeds.of(BODY));
  }

  @Test
  void changedBodies() {
    assertTrue(Mutations.of(Seeds.of(BODY), this::body) > 100);
  }
}
