package songlam.collectors.parse.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;

/** Somebody asks a camera (RFC 2326). */
class RtspTest {
  private static final String URL = "rtsp://192.0.2.7:554/ch1";

  @Test
  void everyRequestTellsItsMethodAddressAndAnswer() {
    List<Event> events =
        events(
            new TcpCapture(554)
                .asks(request("OPTIONS", URL, 1, ""))
                .answers("RTSP/1.0 200 OK\r\nCSeq: 1\r\nServer: Cam/2\r\nPublic: DESCRIBE\r\n\r\n")
                .asks(request("DESCRIBE", "rtsp://admin:12345@192.0.2.7:554/ch1", 2, ""))
                .answers("RTSP/1.0 401 Unauthorized\r\nCSeq: 2\r\n\r\n")
                .asks(request("DESCRIBE", URL, 3, "Authorization: Digest username=\"admin\"\r\n"))
                .answers("RTSP/1.0 200 OK\r\nCSeq: 3\r\nContent-Length: 5\r\n\r\nv=0\r\n")
                .asks(request("PLAY", URL, 4, "")));
    assertEquals(List.of("OPTIONS", "DESCRIBE", "DESCRIBE", "PLAY"), methods(events));
    Event options = events.getFirst();
    assertEquals(URL, options.text(EcsField.RTSP_URL));
    assertEquals("192.0.2.1", options.text(EcsField.SOURCE_IP));
    assertEquals("192.0.2.7", options.text(EcsField.DESTINATION_IP));
    assertEquals(554, options.number(EcsField.DESTINATION_PORT, 0));
    assertEquals("rtsp", options.text(EcsField.NETWORK_PROTOCOL));
    assertEquals("VLC/3", options.text(EcsField.USER_AGENT_ORIGINAL));
    assertEquals(200, options.number(EcsField.RTSP_RESPONSE_STATUS_CODE, 0));
    assertEquals("success", options.text(EcsField.EVENT_OUTCOME));
    assertEquals(1_000_000, options.number(EcsField.EVENT_DURATION, 0), "a millisecond");
    assertEquals(1_795_489_200_002L, options.timestamp());

    Event refused = events.get(1);
    assertEquals("rtsp://admin@192.0.2.7:554/ch1", refused.text(EcsField.RTSP_URL));
    assertEquals(401, refused.number(EcsField.RTSP_RESPONSE_STATUS_CODE, 0));
    assertEquals("failure", refused.text(EcsField.EVENT_OUTCOME), "the address had a password");
    assertEquals(200, events.get(2).number(EcsField.RTSP_RESPONSE_STATUS_CODE, 0));
    assertNull(events.get(3).get(EcsField.RTSP_RESPONSE_STATUS_CODE), "nobody answered");
  }

  @Test
  void onlyCredentialsThatWereSentCanBeRefused() {
    String wrong = "Authorization: Digest username=\"admin\", nonce=\"1\"\r\n";
    List<Event> events =
        events(
            new TcpCapture(554)
                .asks(request("DESCRIBE", URL, 1, wrong))
                .answers(
                    "RTSP/1.0 401 Unauthorized\r\nCSeq: 1\r\n"
                        + "WWW-Authenticate: Digest realm=\"c\", nonce=\"2\", stale=TRUE\r\n\r\n")
                .asks(request("DESCRIBE", URL, 2, wrong))
                .answers(
                    "RTSP/1.0 401 Unauthorized\r\nCSeq: 2\r\n"
                        + "WWW-Authenticate: Digest realm=\"c\", nonce=\"2\", stale=false\r\n\r\n")
                .asks(request("DESCRIBE", URL, 3, ""))
                .answers("RTSP/1.0 404 Not Found\r\nCSeq: 3\r\n\r\n")
                .asks(request("DESCRIBE", URL, 4, ""))
                .answers("RTSP/1.0 401 Unauthorized\r\nCSeq: 4\r\n\r\n")
                .asks(request("DESCRIBE", URL + "?user=admin&password=1", 5, ""))
                .answers("RTSP/1.0 401 Unauthorized\r\nCSeq: 5\r\n\r\n"));
    assertEquals(
        List.of("unknown", "failure", "failure", "unknown", "failure"),
        events.stream().map(event -> event.text(EcsField.EVENT_OUTCOME)).toList());
  }

  @Test
  void answersFindTheirRequestsAndMediaBetweenThemIsNoMessage() {
    String media = "$\0\0\u0010RTSP/1.0 200 OK\r";
    List<Event> events =
        events(
            new TcpCapture(8_554)
                .asks(request("GET_PARAMETER", URL, 7, "") + request("TEARDOWN", URL, 8, ""))
                .answers(media + "RTSP/1.0 454 Session Not Found\r\nCSeq: 8\r\n\r\n" + media)
                .answers("RTSP/1.0 200 OK\r\nCSeq: 7\r\n\r\n"));
    assertEquals(List.of("TEARDOWN", "GET_PARAMETER"), methods(events));
    assertEquals(454, events.getFirst().number(EcsField.RTSP_RESPONSE_STATUS_CODE, 0));
    assertEquals(200, events.getLast().number(EcsField.RTSP_RESPONSE_STATUS_CODE, 0));
  }

  private static String request(String method, String url, int sequence, String more) {
    return "%s %s RTSP/1.0\r\nCSeq: %d\r\nUser-Agent: VLC/3\r\n%s\r\n"
        .formatted(method, url, sequence, more);
  }

  private static List<Event> events(TcpCapture capture) {
    List<EventBuilder> built = capture.events("sensor.rtsp");
    return built.stream().map(event -> event.build(new EventId("n1", 0, 0, 0))).toList();
  }

  private static List<String> methods(List<Event> events) {
    return events.stream().map(event -> event.text(EcsField.RTSP_REQUEST_METHOD)).toList();
  }
}
