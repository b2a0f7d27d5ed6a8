package songlam.collectors.parse.packet.rtsp;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import songlam.collectors.parse.packet.stream.Challenge;
import songlam.collectors.parse.packet.stream.Conversation;
import songlam.collectors.parse.packet.stream.MessageReader;
import songlam.collectors.parse.packet.stream.MessageReader.Head;
import songlam.collectors.parse.packet.stream.StreamReader;
import songlam.core.event.Cap;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;

/** RTSP requests with their answers, joined by CSeq. Media in the same connection is skipped. */
public final class RtspReader implements StreamReader {
  private final Conversation conversation;
  private final MessageReader client;
  private final MessageReader server;
  private final Map<String, Head> waiting = new LinkedHashMap<>();
  private long waitingOctets;

  public RtspReader(Conversation conversation) {
    this.conversation = conversation;
    this.client = new MessageReader(conversation, true);
    this.server = new MessageReader(conversation, true);
  }

  @Override
  public void bytes(boolean fromClient, byte[] data, int offset, int length, long nanos) {
    (fromClient ? client : server).bytes(data, offset, length, nanos, this::message);
  }

  @Override
  public boolean isDone() {
    return client.isFailed() && server.isFailed();
  }

  @Override
  public long held() {
    return client.held() + server.held() + waitingOctets;
  }

  @Override
  public void end() {
    waiting.values().forEach(request -> conversation.emit(event(request, null)));
    waiting.clear();
    waitingOctets = 0;
  }

  private long message(Head head) {
    if (head.startLine().startsWith("RTSP/")) {
      Head request = over(waiting.remove(sequence(head)));
      conversation.emit(event(request, head));
    } else if (head.startLine().contains(" RTSP/")) {
      waitingOctets += head.held();
      Head repeated = over(waiting.put(sequence(head), head));
      if (repeated != null) {
        conversation.emit(event(repeated, null));
      }
      if (waiting.size() > Cap.SENSOR_TRANSACTIONS.limit()) {
        conversation.reached(Cap.SENSOR_TRANSACTIONS);
        Iterator<Head> eldest = waiting.values().iterator();
        conversation.emit(event(over(eldest.next()), null));
        eldest.remove();
      }
    } else {
      return MessageReader.UNTIL_CLOSE;
    }
    return Math.max(0, head.contentLength());
  }

  /** The request waits no longer. */
  private @Nullable Head over(@Nullable Head request) {
    waitingOctets -= request == null ? 0 : request.held();
    return request;
  }

  private static String sequence(Head head) {
    String sequence = head.header("cseq");
    return sequence == null ? "" : sequence;
  }

  private EventBuilder event(@Nullable Head request, @Nullable Head response) {
    Head first = request != null ? request : response;
    long nanos = first == null ? 0 : first.nanos();
    EventBuilder event =
        conversation
            .event("sensor.rtsp", nanos)
            .set(EcsField.EVENT_TYPE, List.of("connection", "protocol"))
            .set(EcsField.NETWORK_PROTOCOL, "rtsp");
    if (request != null) {
      event
          .set(EcsField.RTSP_REQUEST_METHOD, request.word(0))
          .set(EcsField.RTSP_URL, withoutPassword(request.word(1)))
          .set(EcsField.USER_AGENT_ORIGINAL, request.header("user-agent"));
      String authorisation = request.header("authorization");
      if (authorisation != null) {
        event.vendor("sensor.rtsp.authorization", authorisation.split(" ", 2)[0]);
      }
    }
    if (response != null) {
      answer(event, request, response);
      event.set(EcsField.EVENT_DURATION, response.nanos() - nanos);
    }
    return event;
  }

  private static void answer(EventBuilder event, @Nullable Head request, Head response) {
    String status = response.word(1);
    if (status.matches("\\d{3}")) {
      int code = Integer.parseInt(status);
      event.set(EcsField.RTSP_RESPONSE_STATUS_CODE, (long) code);
      event.set(EcsField.EVENT_OUTCOME, Challenge.outcome(request, response, code));
    }
    String server = response.header("server");
    if (server != null) {
      event.vendor("sensor.rtsp.server", server);
    }
  }

  /** Cameras are often asked with the password in the URL: it must not reach the records. */
  private static String withoutPassword(String url) {
    return url.replaceFirst("^(\\w+://[^/:@]*):[^/]*@", "$1@");
  }
}
