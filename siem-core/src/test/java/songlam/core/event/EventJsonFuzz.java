package songlam.core.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;
import songlam.testing.LongRun;
import songlam.testing.Mutations;
import songlam.testing.Seeds;

/** Any document is an event or refused in words, and an event is read back as it was written. */
@Tag(LongRun.FUZZ)
class EventJsonFuzz {
  @MethodSource("seeds")
  @FuzzTest
  void document(byte[] input) {
    EventBuilder builder;
    try {
      builder = EventJson.read(input);
    } catch (IOException refused) {
      assertFalse(String.valueOf(refused.getMessage()).isBlank());
      return;
    }
    if (!builder.hasTimestamp()) {
      builder.timestamp(1);
    }
    EventId id = new EventId("n", 0, 1, 0);
    byte[] written = EventJson.write(builder.build(id));
    try {
      byte[] again = EventJson.write(EventJson.read(written).build(id));
      assertEquals(new String(written, UTF_8), new String(again, UTF_8));
    } catch (IOException e) {
      throw new AssertionError(new String(written, UTF_8), e);
    }
  }

  @Test
  void changedDocuments() throws IOException {
    List<byte[]> seeds = new ArrayList<>(Seeds.files("sigma-regression", ".json"));
    seeds.addAll(
        Seeds.of(
            "{\"@timestamp\":\"2026-11-24T03:00:00Z\",\"event\":{\"category\":[\"network\"],\"duration\":12},"
                + "\"source\":{\"ip\":\"192.0.2.1\",\"geo\":{\"location\":{\"lat\":18.67,\"lon\":105.69}}},"
                + "\"vendor\":{\"a.b\":[1,2.5,true,null,{\"c\":\"đ\"}]}}"));
    assertTrue(Mutations.of(seeds, this::document) > 20);
  }

  static Stream<byte[]> seeds() throws IOException {
    return Seeds.underJazzer(() -> Seeds.files("sigma-regression", ".json"));
  }
}
