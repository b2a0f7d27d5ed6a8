package songlam.core.event.observation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import songlam.core.event.Event;
import songlam.core.event.EventId;
import songlam.core.event.GeoPoint;

class ObservationTest {
  private static final Where VINH =
      new Where("Ngã tư chợ Vinh", "16690", new GeoPoint(18.6697, 105.6921));

  static final List<Observation> EVERY_KIND =
      List.of(
          new CameraStatus(5, "cam_01", "Chợ Vinh 1", "offline", VINH),
          new TrafficCount(6, "cam_01", "Chợ Vinh 1", "car", 41, VINH),
          new TrafficTrack(
              7, "cam_01", "", "170.1-x", "end", "car", List.of("lane"), true, 4.5, "", VINH),
          new TrafficTrack(
              7, "cam_01", "", "170.1-x", "new", "car", List.of(), false, null, "37A12345", VINH),
          new PressItem(
              8,
              "baonghean",
              "http://127.0.0.1/1",
              "Ngập",
              "",
              3,
              "s1",
              "negative",
              List.of("17920"),
              Where.UNKNOWN),
          new FieldReport(9, "r-1", "drainage", "open", "Ngập", "Nguyễn Trãi", 9, 99, VINH),
          new ServiceCheck(
              10, "portal", "tls", "127.0.0.1", "web-02", false, 12, 503, 77L, "status 503"),
          new ServiceCheck(10, "portal", "http", "127.0.0.1", "", true, 12, 200, null, ""));

  @ParameterizedTest
  @FieldSource("EVERY_KIND")
  void anObservationComesBackWholeFromItsEvent(Observation observation) {
    Event event = observation.toEvent().build(new EventId("n1", 0, 1, 0));
    assertEquals(Optional.of(observation), Observation.of(event));
    assertEquals(observation.observedAt(), event.timestamp());
  }
}
