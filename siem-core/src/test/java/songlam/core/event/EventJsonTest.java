package songlam.core.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class EventJsonTest {
  private static final EventId ID = new EventId("n1", 0, 1, 0);

  @Test
  void writesNestedJson() {
    Event event =
        new EventBuilder()
            .timestamp(1_700_000_000_123L)
            .set(EcsField.SOURCE_IP, "192.0.2.1")
            .set(EcsField.SOURCE_PORT, 22)
            .set(EcsField.SOURCE_GEO_LOCATION, new GeoPoint(18.6, 105.7))
            .set(EcsField.EVENT_CATEGORY, List.of("authentication", "session"))
            .set(EcsField.EVENT_CREATED, 0)
            .vendor("winlog.event_data.X", "a\"b")
            .build(ID);
    assertEquals(
        "{\"@timestamp\":\"2023-11-14T22:13:20.123Z\",\"event\":{\"category\":[\"authentication\","
            + "\"session\"],\"created\":\"1970-01-01T00:00:00.000Z\"},\"source\":{\"geo\":{"
            + "\"location\":{\"lat\":18.6,\"lon\":105.7}},\"ip\":\"192.0.2.1\",\"port\":22},"
            + "\"vendor\":{\"winlog.event_data.X\":\"a\\\"b\"}}",
        new String(EventJson.write(event), UTF_8));
  }

  @RepeatedTest(50)
  void whatIsWrittenIsReadBackWhole(RepetitionInfo repetition) throws IOException {
    Random random = new Random(repetition.getCurrentRepetition());
    EventBuilder builder = new EventBuilder().timestamp(random.nextLong(4_000_000_000_000L));
    for (int i = 0; i < 40; i++) {
      EcsField field = EcsField.values()[random.nextInt(EcsField.values().length)];
      switch (field.type()) {
        case KEYWORD, TEXT -> builder.set(field, "Đường " + random.nextInt() + "\n\u0001\\");
        case IP -> builder.set(field, "2001:db8::" + random.nextInt(9));
        case LONG -> builder.set(field, random.nextLong());
        case DOUBLE -> builder.set(field, random.nextDouble());
        case BOOLEAN -> builder.set(field, random.nextBoolean());
        case DATE -> builder.set(field, random.nextLong(4_000_000_000_000L));
        case GEO_POINT -> builder.set(field, new GeoPoint(random.nextDouble(), 105));
      }
    }
    builder.vendor("x.y", "z").vendor("n", 5L).vendor("list", List.of("a", "b"));
    Event event = builder.build(ID);
    Event back = EventJson.read(EventJson.write(event)).build(ID);
    assertEquals(event.timestamp(), back.timestamp());
    for (EcsField field : EcsField.values()) {
      assertEquals(event.get(field), back.get(field), field.fieldName());
    }
    assertEquals(event.vendor(), back.vendor());
  }

  @Test
  void readsDottedNamesAndKeepsWhatDoesNotFit() throws IOException {
    Event event =
        EventJson.read(
                "{\"@timestamp\":1700000000123,\"source.ip\":\"not-an-ip\",\"source\":{\"port\":\"22\"},\"winlog\":{\"event_data\":{\"A\":1}},\"event\":{\"category\":\"x\"}}"
                    .getBytes(UTF_8))
            .build(ID);
    assertEquals(1_700_000_000_123L, event.timestamp());
    assertNull(event.get(EcsField.SOURCE_IP));
    assertEquals(22, event.number(EcsField.SOURCE_PORT, 0));
    assertEquals(List.of("x"), event.get(EcsField.EVENT_CATEGORY));
    assertEquals(Map.of("source.ip", "not-an-ip", "winlog.event_data.A", 1L), event.vendor());
  }

  @Test
  void refusesWhatIsNoObjectOrTooDeep() {
    for (String bad : List.of("", "[]", "{\"a\":", "{\"a\":[1,", "{\"a\":".repeat(100))) {
      assertThrows(IOException.class, () -> EventJson.read(bad.getBytes(UTF_8)), bad);
    }
  }

  @Test
  void timestampsAreWrittenAsTheJdkDoes() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      long millis = random.nextLong(-62_000_000_000_000L, 250_000_000_000_000L);
      assertEquals(
          Instant.ofEpochMilli(millis), Instant.parse(Timestamps.iso(millis)), "" + millis);
    }
  }
}
