package songlam.collectors.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import songlam.collectors.parse.frigate.FrigateParser;
import songlam.collectors.parse.open311.FieldReportParser;
import songlam.collectors.parse.press.PressItemParser;
import songlam.collectors.parse.probe.ServiceCheckParser;
import songlam.core.event.EventId;
import songlam.core.event.ParseResult;
import songlam.core.event.Parser;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.event.observation.CameraStatus;
import songlam.core.event.observation.FieldReport;
import songlam.core.event.observation.Observation;
import songlam.core.event.observation.PressItem;
import songlam.core.event.observation.ServiceCheck;
import songlam.core.event.observation.TrafficCount;
import songlam.core.event.observation.TrafficTrack;

class CivicParsersTest {
  private static final long NOW = 1_700_000_000_000L;

  @Test
  void frigateTellsStatesCountsAndTracks() {
    FrigateParser frigate = new FrigateParser();
    assertEquals(
        "offline", ((CameraStatus) one(frigate, "frigate/cam_18/status/detect\noffline")).status());
    TrafficCount count = (TrafficCount) one(frigate, "frigate/cam_02/car\n41");
    assertEquals(41, count.count());
    assertEquals("cam_02", count.camera());
    TrafficTrack track =
        (TrafficTrack)
            one(
                frigate,
                "frigate/events\n{\"type\":\"end\",\"before\":{},\"after\":{\"id\":\"1.5-a\","
                    + "\"camera\":\"cam_02\",\"label\":\"car\",\"end_time\":1699999999.5,"
                    + "\"average_estimated_speed\":4.5,\"entered_zones\":[\"lane\"],"
                    + "\"stationary\":true}}");
    assertEquals(1_699_999_999_500L, track.observedAt());
    assertEquals(4.5, track.speed());
    assertEquals(List.of("lane"), track.zones());
  }

  @Test
  void frigateMessagesOfNoUseGiveNoEventAndBrokenOnesAReason() {
    FrigateParser frigate = new FrigateParser();
    assertEquals(List.of(), parsed(frigate, "frigate/cam_02/car/snapshot\n\u0001\u0002").events());
    assertEquals(Reason.MALFORMED, rejected(frigate, "frigate/events\n{\"type\":").reason());
    assertEquals(Reason.MALFORMED, rejected(frigate, "no topic").reason());
    assertEquals(
        Reason.MALFORMED, rejected(frigate, "frigate/events\n" + "[".repeat(500)).reason());
  }

  @Test
  void articlesAboutOneThingInOnePlaceAreOneStory() {
    PressItemParser press = new PressItemParser();
    PressItem one =
        (PressItem)
            one(
                press,
                "{\"feed\":\"a\",\"url\":\"http://a/1\",\"title\":\"Ngập sâu tại phường Vinh Hưng:"
                    + " người dân bức xúc\",\"summary\":\"\",\"published\":1699999990000}");
    PressItem two =
        (PressItem)
            one(
                press,
                "{\"feed\":\"b\",\"url\":\"http://b/2\",\"title\":\"Mưa lớn, nhiều tuyến đường"
                    + " phường Vinh Hưng ngập sâu\",\"summary\":\"\"}");
    assertEquals(one.story(), two.story());
    assertEquals("negative", one.tone());
    assertEquals(List.of("17920"), one.communes());
    assertEquals("phường Vinh Hưng", one.where().name());
    PressItem other =
        (PressItem)
            one(press, "{\"feed\":\"b\",\"url\":\"http://b/3\",\"title\":\"Khánh thành cầu mới\"}");
    assertTrue(!other.story().equals(one.story()) && other.tone().equals("positive"));
  }

  @Test
  void anArticleOfYesterdayIsDatedYesterday() {
    PressItemParser press = new PressItemParser();
    String item = "{\"feed\":\"a\",\"url\":\"http://a/1\",\"title\":\"Ngập\",\"published\":%d}";
    long yesterday = NOW - 86_400_000;
    assertEquals(yesterday, one(press, item.formatted(yesterday)).observedAt());
    long anHourAgo = NOW - 3_600_000;
    assertEquals(NOW, one(press, item.formatted(anHourAgo)).observedAt());
    assertEquals(NOW, one(press, item.formatted(NOW + 7 * 3_600_000)).observedAt());
    assertEquals(NOW, one(press, item.formatted(0)).observedAt());
    String undated = "{\"feed\":\"a\",\"url\":\"http://a/1\",\"title\":\"Ngập\"}";
    assertEquals(NOW, one(press, undated).observedAt());
  }

  @Test
  void aReportIsPlacedInTheNearestCommune() {
    FieldReport report =
        (FieldReport)
            one(
                new FieldReportParser(),
                "{\"service_request_id\":\"pa-1\",\"service_code\":\"drainage\",\"lat\":\"18.722\","
                    + "\"long\":\"105.654\",\"requested_datetime\":\"2026-11-24T03:00:00Z\","
                    + "\"expected_datetime\":\"2026-11-26T03:00:00Z\"}");
    assertEquals("17920", report.where().communeCode());
    assertEquals(48 * 3_600_000L, report.dueAt() - report.requestedAt());
    assertEquals(
        Reason.MALFORMED,
        rejected(
                new FieldReportParser(),
                "{\"service_request_id\":\"pa-1\",\"lat\":\"95\",\"long\":\"1\"}")
            .reason());
  }

  @Test
  void aProbeTellsWhatItFound() {
    ServiceCheck check =
        (ServiceCheck)
            one(
                new ServiceCheckParser(),
                "{\"service\":\"portal\",\"kind\":\"http\",\"host\":\"127.0.0.1\",\"up\":false,"
                    + "\"durationMillis\":12,\"status\":503,\"error\":\"status 503\"}");
    assertEquals(503, check.status());
    assertTrue(!check.up());
    assertEquals(Reason.MALFORMED, rejected(new ServiceCheckParser(), "[]").reason());
  }

  private static Observation one(Parser parser, String payload) {
    ParseResult.Parsed parsed = parsed(parser, payload);
    assertEquals(1, parsed.events().size());
    return Observation.of(parsed.events().getFirst().build(new EventId("n1", 0, 0, 0)))
        .orElseThrow();
  }

  private static ParseResult.Parsed parsed(Parser parser, String payload) {
    return assertInstanceOf(ParseResult.Parsed.class, parser.parse(record(payload)));
  }

  private static ParseResult.Rejected rejected(Parser parser, String payload) {
    return assertInstanceOf(ParseResult.Rejected.class, parser.parse(record(payload)));
  }

  private static RawRecord record(String payload) {
    return RawRecord.live("test", "test", NOW, "", payload.getBytes(UTF_8));
  }
}
