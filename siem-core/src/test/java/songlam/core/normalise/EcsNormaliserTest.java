package songlam.core.normalise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import songlam.core.config.Problems;
import songlam.core.config.StrictYaml;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.GeoPoint;
import songlam.core.event.RawRecord;

class EcsNormaliserTest {
  private static final long NOW = 1_795_000_000_000L;

  private final List<String> faults = new ArrayList<>();
  private final Problems problems = new Problems();
  private final EcsNormaliser normaliser =
      new EcsNormaliser(
          Terrain.read(
              StrictYaml.text(
                  "zones.yml",
                  """
                  zones:
                    - {name: all, networks: 10.40.0.0/16, agency: Tỉnh, level: 2}
                    - {name: camera, networks: 10.40.100.0/22, level: 3, allowed: [10.40.104.0/24]}
                  working_hours: {from: "07:00", to: "17:00", days: [monday]}
                  """,
                  problems),
              StrictYaml.text(
                  "assets.yml",
                  """
                  assets:
                    - name: cam_01
                      title: Chợ Vinh 1
                      networks: 10.40.100.11
                      roles: camera
                      place: {name: Chợ Vinh, commune: "16690", lat: 18.67, lon: 105.69}
                  """,
                  problems)),
          EcsNormaliser.ClockSettings.DEFAULT,
          (source, origin, skew, at) -> faults.add(origin + " " + skew),
          Set.of("demo"));

  @Test
  void theLongestPrefixNamesTheZoneAndItsRules() {
    Event event =
        normalised(
            new EventBuilder()
                .timestamp(NOW)
                .set(EcsField.SOURCE_IP, "10.40.100.11")
                .set(EcsField.DESTINATION_IP, "198.51.100.9"));
    assertEquals("camera", event.text(EcsField.SONGLAM_SOURCE_ZONE_NAME));
    assertEquals(List.of("camera"), event.texts(EcsField.SONGLAM_SOURCE_ASSET_ROLES));
    assertNull(event.text(EcsField.SONGLAM_DESTINATION_ZONE_NAME));
    assertEquals("outbound", event.text(EcsField.NETWORK_DIRECTION));
    assertEquals(false, event.get(EcsField.SONGLAM_DIRECTION_ALLOWED));
    assertEquals(List.of("10.40.100.11", "198.51.100.9"), event.texts(EcsField.RELATED_IP));
    assertEquals(List.of(), problems.all());
  }

  @Test
  void aZoneThatListsNothingSaysNothing() {
    Event event =
        normalised(
            new EventBuilder()
                .timestamp(NOW)
                .set(EcsField.SOURCE_IP, "10.40.30.11")
                .set(EcsField.DESTINATION_IP, "198.51.100.9"));
    assertEquals("all", event.text(EcsField.SONGLAM_SOURCE_ZONE_NAME));
    assertEquals("outbound", event.text(EcsField.NETWORK_DIRECTION));
    assertNull(event.get(EcsField.SONGLAM_DIRECTION_ALLOWED));
  }

  @Test
  void aCameraIsPlacedByItsId() {
    Event event =
        normalised(new EventBuilder().timestamp(NOW).set(EcsField.SONGLAM_CAMERA_ID, "cam_01"));
    assertEquals("Chợ Vinh 1", event.text(EcsField.SONGLAM_CAMERA_NAME));
    assertEquals(new GeoPoint(18.67, 105.69), event.get(EcsField.SONGLAM_PLACE_LOCATION));
  }

  @Test
  void aClockThatRunsOffIsReplacedRememberedAndReported() {
    Event event =
        normalised(
            new EventBuilder()
                .timestamp(NOW + 9L * 365 * 86_400_000)
                .set(EcsField.HOST_NAME, "cam-9"));
    assertEquals(NOW, event.timestamp());
    assertTrue(event.number(EcsField.SONGLAM_CLOCK_SKEW_MS, 0) > 8L * 365 * 86_400_000);
    assertEquals(1, faults.size());
    assertTrue(faults.getFirst().startsWith("demo/cam-9 "), faults.toString());
    Event old = normalised(new EventBuilder().timestamp(0));
    assertEquals(NOW, old.timestamp());
  }

  @Test
  void aBackfillMayComeFromAnyTimeBefore() {
    RawRecord record = new RawRecord("demo", "syslog", "backfill", NOW, "", null, "", new byte[0]);
    Event event =
        normaliser.normalise(
            new EventBuilder().timestamp(NOW - 90L * 86_400_000),
            record,
            new EventId("n", 0, 1, 0));
    assertEquals(NOW - 90L * 86_400_000, event.timestamp());
    assertEquals("backfill", event.text(EcsField.SONGLAM_SESSION));
    assertEquals(true, event.get(EcsField.SONGLAM_SIMULATED));
  }

  @Test
  void ipv6AndWrongTextAreNoTrouble() {
    Event event =
        normalised(new EventBuilder().timestamp(NOW).set(EcsField.SOURCE_IP, "2001:db8::1"));
    assertNull(event.text(EcsField.SONGLAM_SOURCE_ZONE_NAME));
  }

  private Event normalised(EventBuilder builder) {
    return normaliser.normalise(
        builder,
        RawRecord.live("demo", "syslog", NOW, "192.0.2.9", new byte[0]),
        new EventId("n1", 0, 7, 0));
  }
}
