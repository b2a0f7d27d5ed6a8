package songlam.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class EcsFieldTest {
  @Test
  void constantsStandInTheOrderOfTheirSegments() {
    List<String> names = Arrays.stream(EcsField.values()).map(EcsField::fieldName).toList();
    List<String> sorted =
        names.stream()
            .sorted(Comparator.comparing((String name) -> name.split("\\."), Arrays::compare))
            .toList();
    assertEquals(sorted, names);
  }

  @Test
  void fieldsAreFoundByTheirDottedName() {
    assertEquals(EcsField.SOURCE_IP, EcsField.named("source.ip"));
    assertNull(EcsField.named("source.IP"));
  }

  @Test
  void eventsHoldTheirFieldsInAnyOrderOfSetting() {
    EventBuilder builder = new EventBuilder().timestamp(1);
    for (int i = EcsField.values().length - 1; i >= 0; i -= 3) {
      EcsField field = EcsField.values()[i];
      if (field.type() == EcsType.KEYWORD) {
        builder.set(field, "first").clear(field).set(field, field.fieldName());
      }
    }
    Event event = builder.build(new EventId("n1", 0, 255, 3));
    for (int i = 0; i < EcsField.values().length; i++) {
      EcsField field = EcsField.values()[i];
      boolean expected =
          (EcsField.values().length - 1 - i) % 3 == 0 && field.type() == EcsType.KEYWORD;
      assertEquals(expected ? field.fieldName() : null, event.text(field));
    }
    assertEquals("n1-0-00000000000000ff-3", event.documentId());
    assertEquals(event.id(), EventId.parse(event.documentId()));
  }
}
