package songlam.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import songlam.core.config.Problems;
import songlam.core.config.StrictYaml;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.pack.Rehearsal;
import songlam.core.correlate.pack.ShippedPacks;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.RawRecord;
import songlam.core.normalise.EcsNormaliser;
import songlam.core.normalise.Terrain;

/**
 * What a zone lists as allowed, through normaliser and rules: a zone that lists nothing is watched
 * as one of which nothing is known.
 */
class ZoneListsTest {
  private static final Rehearsal SECURITY =
      new Rehearsal(
          ShippedPacks.read().stream().filter(pack -> pack.id().equals("security")).toList(),
          _ -> List.of());
  private static final String OUTSIDE = "198.51.100.99";
  private static final String PC = "10.40.30.11";
  private static final String CAMERA = "10.40.100.11";
  private static final long MINUTE = 60_000;
  private static final long NIGHT = Story.TEN + 12 * 60 * MINUTE;

  /** What the zone lists, for the zone's file. */
  private static final String NOTHING = "";

  private static final String IT = ", allowed: [" + OUTSIDE + "/32]";
  private static final String OURS = ", allowed: [10.40.0.0/16]";

  private final List<Event> events = new ArrayList<>();

  @Test
  void aDeskThatCallsByTheClockIsToldUnlessThePlaceIsListed() {
    assertEquals(Set.of("security/beaconing"), calls(NOTHING));
    assertEquals(Set.of("security/beaconing"), calls(OURS));
    assertEquals(Set.of(), calls(IT));
  }

  @Test
  void desksThatCallOnePlaceAreOneMatter() {
    EcsNormaliser normaliser = normaliser("office", "10.40.30.0/24", NOTHING);
    for (int desk = 11; desk < 61; desk++) {
      for (int i = 0; i < 15; i++) {
        long at = Story.TEN + (70 - desk) * 500 + i * MINUTE;
        flow(normaliser, at, "10.40.30." + desk, 40_000 + i, 900);
      }
    }
    List<Alert> alerts = SECURITY.run(List.copyOf(events), MINUTE);
    assertEquals(50, alerts.size());
    List<Alert> shown =
        alerts.stream().filter(alert -> alert.condition() != Condition.SUPPRESSED).toList();
    assertEquals(
        List.of("10.40.30.60 198.51.100.99 443"), shown.stream().map(Alert::groupKey).toList());
  }

  @Test
  void muchDataAtNightIsToldOnceUnlessThePlaceIsListed() {
    assertEquals(Set.of("security/data-leaving-at-night"), leaves(NOTHING));
    assertEquals(Set.of("security/data-leaving"), leaves(OURS));
    assertEquals(Set.of(), leaves(IT));
  }

  @Test
  void aCameraThatReachesTheInternetIsToldUnlessThePlaceIsListed() {
    assertEquals(Set.of("security/camera-to-internet"), cameraCalls(NOTHING));
    assertEquals(Set.of("security/camera-to-internet"), cameraCalls(OURS));
    assertEquals(Set.of(), cameraCalls(IT));
  }

  private Set<String> calls(String listed) {
    EcsNormaliser normaliser = normaliser("office", "10.40.30.0/24", listed);
    for (int i = 0; i < 15; i++) {
      flow(normaliser, Story.TEN + i * MINUTE, PC, 40_000 + i, 900);
    }
    return told();
  }

  private Set<String> leaves(String listed) {
    EcsNormaliser normaliser = normaliser("office", "10.40.30.0/24", listed);
    for (int i = 0; i < 3; i++) {
      flow(normaliser, NIGHT + i * i * MINUTE, PC, 40_000 + i, 250_000_000);
    }
    return told();
  }

  private Set<String> cameraCalls(String listed) {
    EcsNormaliser normaliser = normaliser("camera", "10.40.100.0/22", listed);
    for (int i = 0; i < 3; i++) {
      flow(normaliser, Story.TEN + i * i * 20_000L, CAMERA, 40_000 + i, 900);
    }
    return told();
  }

  private Set<String> told() {
    Set<String> told = new TreeSet<>();
    for (Alert alert : SECURITY.run(List.copyOf(events), MINUTE)) {
      told.add(alert.rule());
    }
    events.clear();
    return told;
  }

  /** A flow to the address outside, as the router tells it. */
  private void flow(EcsNormaliser normaliser, long at, String from, int port, long bytes) {
    EventBuilder flow =
        new EventBuilder()
            .timestamp(at)
            .set(EcsField.EVENT_DATASET, "netflow.flow")
            .set(EcsField.EVENT_CATEGORY, "network")
            .set(EcsField.NETWORK_TRANSPORT, "tcp")
            .set(EcsField.SOURCE_IP, from)
            .set(EcsField.SOURCE_PORT, port)
            .set(EcsField.SOURCE_BYTES, bytes)
            .set(EcsField.DESTINATION_IP, OUTSIDE)
            .set(EcsField.DESTINATION_PORT, 443);
    RawRecord record = RawRecord.live("netflow", "netflow", at, "10.40.60.9", new byte[0]);
    events.add(normaliser.normalise(flow, record, new EventId("n1", 0, events.size(), 0)));
  }

  private static EcsNormaliser normaliser(String zone, String network, String listed) {
    Problems problems = new Problems();
    Terrain terrain =
        Terrain.read(
            StrictYaml.text(
                "zones.yml",
                """
                working_hours: {from: "07:00", to: "17:30", days: [tuesday], zone: Asia/Ho_Chi_Minh}
                zones:
                  - {name: %s, networks: [%s]%s}
                """
                    .formatted(zone, network, listed),
                problems),
            StrictYaml.text("assets.yml", "assets: []", problems));
    problems.throwIfAny();
    return new EcsNormaliser(
        terrain, EcsNormaliser.ClockSettings.DEFAULT, (_, _, _, _) -> {}, Set.of());
  }
}
