package songlam.collectors.parse.packet.dns;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import songlam.collectors.parse.packet.stream.Conversation;
import songlam.core.event.Cap;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;

/**
 * Joins the questions and answers of one conversation: one event per transaction, at the time of
 * the question; a question without an answer comes out when the flow ends, an answer without a
 * question by itself.
 */
public final class DnsTransactions {
  /** A question with its name, in memory. */
  private static final long QUERY_OCTETS = 1_024;

  private record Waiting(DnsMessage query, long nanos) {}

  private final Conversation conversation;
  private final Map<Integer, Waiting> waiting = new LinkedHashMap<>();

  public DnsTransactions(Conversation conversation) {
    this.conversation = conversation;
  }

  /** About how many octets of memory wait for an answer. */
  public long held() {
    return QUERY_OCTETS * waiting.size();
  }

  /** Takes one message; false when the octets are none. */
  public boolean message(byte[] data, int offset, int length, long nanos) {
    DnsMessage message = DnsMessage.read(data, offset, length);
    if (message == null) {
      return false;
    }
    if (message.isCut()) {
      conversation.reached(Cap.SENSOR_ANSWERS);
    }
    if (message.isResponse()) {
      Waiting query = waiting.remove(message.id());
      answered(message, query == null ? nanos : query.nanos(), nanos);
    } else {
      Waiting repeated = waiting.put(message.id(), new Waiting(message, nanos));
      if (repeated != null) {
        unanswered(repeated, nanos);
      }
      if (waiting.size() > Cap.SENSOR_TRANSACTIONS.limit()) {
        conversation.reached(Cap.SENSOR_TRANSACTIONS);
        Iterator<Waiting> eldest = waiting.values().iterator();
        unanswered(eldest.next(), nanos);
        eldest.remove();
      }
    }
    return true;
  }

  /**
   * What waits for an answer comes out without one, dated when it was given up: it is then that it
   * is known, and events must not lie behind the clock of their sensor.
   */
  public void end(long nanos) {
    waiting.values().forEach(query -> unanswered(query, nanos));
    waiting.clear();
  }

  private void unanswered(Waiting query, long nanos) {
    conversation.emit(
        event(query.query(), nanos)
            .set(EcsField.EVENT_START, query.nanos() / 1_000_000)
            .set(EcsField.DNS_TYPE, "query"));
  }

  private void answered(DnsMessage message, long asked, long nanos) {
    EventBuilder event =
        event(message, asked)
            .set(EcsField.DNS_TYPE, "answer")
            .set(EcsField.DNS_RESPONSE_CODE, DnsNames.responseCode(message.responseCode()))
            .set(EcsField.EVENT_DURATION, nanos - asked)
            .set(EcsField.EVENT_OUTCOME, message.responseCode() == 0 ? "success" : "failure");
    answers(event, message.answers());
    conversation.emit(event);
  }

  private EventBuilder event(DnsMessage message, long nanos) {
    EventBuilder event =
        conversation
            .event("sensor.dns", nanos)
            .set(EcsField.EVENT_TYPE, List.of("connection", "protocol"))
            .set(EcsField.NETWORK_PROTOCOL, "dns")
            .set(EcsField.DNS_ID, Integer.toString(message.id()))
            .set(EcsField.DNS_OP_CODE, DnsNames.opCode(message.opCode()))
            .set(EcsField.DNS_HEADER_FLAGS, flags(message.flags()));
    if (message.questions() > 0) {
      event
          .set(EcsField.DNS_QUESTION_NAME, message.name().isEmpty() ? "." : message.name())
          .set(EcsField.DNS_QUESTION_TYPE, DnsNames.type(message.type()))
          .set(EcsField.DNS_QUESTION_CLASS, DnsNames.dnsClass(message.dnsClass()));
    }
    return event;
  }

  private static List<String> flags(int flags) {
    List<String> names = new ArrayList<>();
    flag(names, flags, 0x0400, "AA");
    flag(names, flags, 0x0200, "TC");
    flag(names, flags, 0x0100, "RD");
    flag(names, flags, 0x0080, "RA");
    flag(names, flags, 0x0020, "AD");
    flag(names, flags, 0x0010, "CD");
    return names;
  }

  private static void flag(List<String> names, int flags, int bit, String name) {
    if ((flags & bit) != 0) {
      names.add(name);
    }
  }

  private static void answers(EventBuilder event, List<DnsMessage.Answer> answers) {
    List<String> names = new ArrayList<>();
    List<String> types = new ArrayList<>();
    List<String> classes = new ArrayList<>();
    List<String> data = new ArrayList<>();
    List<String> addresses = new ArrayList<>();
    long ttl = Long.MAX_VALUE;
    for (DnsMessage.Answer answer : answers) {
      names.add(answer.name());
      types.add(DnsNames.type(answer.type()));
      classes.add(DnsNames.dnsClass(answer.dnsClass()));
      data.add(answer.data());
      ttl = Math.min(ttl, answer.ttl());
      if ((answer.type() == 1 || answer.type() == 28) && !answer.data().isEmpty()) {
        addresses.add(answer.data());
      }
    }
    event
        .set(EcsField.DNS_ANSWERS_NAME, names)
        .set(EcsField.DNS_ANSWERS_TYPE, types)
        .set(EcsField.DNS_ANSWERS_CLASS, classes)
        .set(EcsField.DNS_ANSWERS_DATA, data)
        .set(EcsField.DNS_RESOLVED_IP, addresses);
    if (!answers.isEmpty()) {
      event.set(EcsField.DNS_ANSWERS_TTL, ttl); // the shortest: how long the whole answer holds
    }
  }
}
