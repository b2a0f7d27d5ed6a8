package songlam.collectors.parse.packet.http;

import java.util.ArrayDeque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import songlam.collectors.parse.packet.stream.Challenge;
import songlam.collectors.parse.packet.stream.Conversation;
import songlam.collectors.parse.packet.stream.MessageReader;
import songlam.collectors.parse.packet.stream.MessageReader.Head;
import songlam.collectors.parse.packet.stream.StreamReader;
import songlam.core.event.Cap;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;

/** HTTP/1 requests, each with its answer in one event at the time of the request. */
public final class HttpReader implements StreamReader {
  private static final Pattern START =
      Pattern.compile("[A-Za-z_-]{2,20} \\S.* HTTP/[01]\\.\\d\\s*|HTTP/1\\.[01] \\d{3}.*");

  private final Conversation conversation;
  private final MessageReader requests;
  private final MessageReader responses;
  private final ArrayDeque<Head> waiting = new ArrayDeque<>();
  private long waitingOctets;
  private boolean isTunnel;

  public HttpReader(Conversation conversation) {
    this.conversation = conversation;
    this.requests = new MessageReader(conversation, false);
    this.responses = new MessageReader(conversation, false);
  }

  /** Whether a connection whose first line is this speaks HTTP/1. */
  public static boolean startsLikeHttp(String line) {
    return line.length() < 16_384 && START.matcher(line.trim()).matches();
  }

  @Override
  public void bytes(boolean fromClient, byte[] data, int offset, int length, long nanos) {
    if (fromClient) {
      requests.bytes(data, offset, length, nanos, this::request);
    } else {
      responses.bytes(data, offset, length, nanos, this::response);
    }
  }

  @Override
  public boolean isDone() {
    return isTunnel || requests.isFailed() && responses.isFailed();
  }

  @Override
  public long held() {
    return requests.held() + responses.held() + waitingOctets;
  }

  @Override
  public void end() {
    waiting.forEach(request -> conversation.emit(event(request, null)));
    waiting.clear();
    waitingOctets = 0;
  }

  private long request(Head head) {
    if (!head.startLine().contains(" ")) {
      return MessageReader.UNTIL_CLOSE;
    }
    waiting.addLast(head);
    waitingOctets += head.held();
    if (waiting.size() > Cap.SENSOR_TRANSACTIONS.limit()) {
      conversation.reached(Cap.SENSOR_TRANSACTIONS);
      conversation.emit(event(eldest(), null));
    }
    return isChunked(head) ? MessageReader.CHUNKED : Math.max(0, head.contentLength());
  }

  private long response(Head head) {
    if (!head.startLine().startsWith("HTTP/")) {
      return MessageReader.UNTIL_CLOSE;
    }
    int status = status(head);
    if (status >= 100 && status < 200 && status != 101) {
      return 0;
    }
    Head request = eldest();
    conversation.emit(event(request, head));
    boolean isConnect = request != null && request.word(0).equals("CONNECT");
    if (status == 101 || isConnect && status / 100 == 2) {
      isTunnel = true;
      return MessageReader.UNTIL_CLOSE;
    }
    boolean isHead = request != null && request.word(0).equals("HEAD");
    if (isHead || status == 204 || status == 304) {
      return 0;
    }
    if (isChunked(head)) {
      return MessageReader.CHUNKED;
    }
    return head.contentLength() < 0 ? MessageReader.UNTIL_CLOSE : head.contentLength();
  }

  private @Nullable Head eldest() {
    Head request = waiting.pollFirst();
    waitingOctets -= request == null ? 0 : request.held();
    return request;
  }

  private static boolean isChunked(Head head) {
    String coding = head.header("transfer-encoding");
    return coding != null && coding.toLowerCase(java.util.Locale.ROOT).contains("chunked");
  }

  private static int status(Head head) {
    String status = head.word(1);
    return status.matches("\\d{3}") ? Integer.parseInt(status) : 0;
  }

  private EventBuilder event(@Nullable Head request, @Nullable Head response) {
    Head first = request != null ? request : response;
    long nanos = first == null ? 0 : first.nanos();
    EventBuilder event =
        conversation
            .event("sensor.http", nanos)
            .set(EcsField.EVENT_CATEGORY, List.of("network", "web"))
            .set(EcsField.EVENT_TYPE, List.of("connection", "protocol"))
            .set(EcsField.NETWORK_PROTOCOL, "http");
    if (request != null) {
      question(event, request);
    }
    if (response != null) {
      answer(event, request, response);
      event.set(EcsField.EVENT_DURATION, response.nanos() - nanos);
    }
    return event;
  }

  private static void question(EventBuilder event, Head request) {
    String target = request.word(1);
    String host = request.header("host");
    Matcher version = Pattern.compile(" HTTP/(\\d\\.\\d)\\s*$").matcher(request.startLine());
    if (version.find()) {
      event.set(EcsField.HTTP_VERSION, version.group(1));
    }
    event
        .set(EcsField.HTTP_REQUEST_METHOD, request.word(0))
        .set(EcsField.HTTP_REQUEST_REFERRER, request.header("referer"))
        .set(EcsField.HTTP_REQUEST_MIME_TYPE, mime(request))
        .set(EcsField.USER_AGENT_ORIGINAL, request.header("user-agent"))
        .set(EcsField.URL_ORIGINAL, target);
    if (request.contentLength() >= 0) {
      event.set(EcsField.HTTP_REQUEST_BODY_BYTES, request.contentLength());
    }
    Target.of(target, host).fill(event);
    String authorisation = request.header("authorization");
    if (authorisation != null) { // the scheme tells how; the secret stays out of the records
      event.vendor("sensor.http.authorization", authorisation.split(" ", 2)[0]);
    }
  }

  private static void answer(EventBuilder event, @Nullable Head request, Head response) {
    int status = status(response);
    event.set(EcsField.HTTP_RESPONSE_MIME_TYPE, mime(response));
    if (status > 0) {
      event.set(EcsField.HTTP_RESPONSE_STATUS_CODE, (long) status);
      event.set(EcsField.EVENT_OUTCOME, Challenge.outcome(request, response, status));
    }
    if (response.contentLength() >= 0) {
      event.set(EcsField.HTTP_RESPONSE_BODY_BYTES, response.contentLength());
    }
  }

  private static @Nullable String mime(Head head) {
    String type = head.header("content-type");
    return type == null ? null : type.split(";", 2)[0].trim();
  }
}
