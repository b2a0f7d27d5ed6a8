package songlam.console.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.Entity;
import songlam.core.correlate.Pipeline;
import songlam.core.event.Severity;
import songlam.core.event.Text;
import songlam.core.journal.InMemorySystemStore;

class RuleControlTest {
  private static final long NOW = 1_795_489_200_000L;

  private final InMemorySystemStore store = new InMemorySystemStore();

  private RuleControl at(long time) {
    return new RuleControl(store, Clock.fixed(Instant.ofEpochMilli(time), ZoneOffset.UTC));
  }

  private static Alert alert(String source, long lastSeen) {
    return new Alert(
        "a",
        "security/guessing",
        "security",
        Pipeline.SECURITY,
        Severity.HIGH,
        new Text("t", "t"),
        new Text("r", "r"),
        source,
        List.of(new Entity("ip", source, Entity.ATTACKER)),
        lastSeen - 1_000,
        lastSeen,
        3,
        List.of(),
        List.of(),
        Condition.ACTIVE,
        null,
        null,
        false,
        false);
  }

  @Test
  void aMuteHoldsUntilItsTimeIsOverByTheClockAndByTheEvents() {
    at(NOW).mute("security/guessing", "ip", "192.0.2.1", NOW + 60_000, "a test", "an");
    for (long filedAt : new long[] {NOW + 1, NOW + 59_999}) {
      RuleControl control = at(filedAt);
      assertEquals(true, control.isMuted(alert("192.0.2.1", NOW + 59_999)));
      assertEquals(false, control.isMuted(alert("192.0.2.1", NOW + 60_000)));
      assertEquals(false, control.isMuted(alert("192.0.2.2", NOW + 1_000)));
    }
    assertEquals(false, at(NOW + 60_000).isMuted(alert("192.0.2.1", NOW + 1)), "filed late");
  }

  @Test
  void aMuteWhoseTimeIsOverIsKnownUntilItIsLetGoOf() {
    RuleControl.Mute mute =
        at(NOW).mute("security/guessing", "ip", "192.0.2.1", NOW + 60_000, "a test", "an");
    assertEquals(List.of(), at(NOW + 59_999).over());
    assertEquals(List.of(mute), at(NOW + 60_000).over());
    at(NOW + 60_000).forget(mute);
    assertEquals(List.of(), at(NOW + 60_000).over());
  }
}
