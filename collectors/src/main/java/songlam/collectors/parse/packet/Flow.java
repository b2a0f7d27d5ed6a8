package songlam.collectors.parse.packet;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import songlam.collectors.parse.flow.Addresses;
import songlam.collectors.parse.flow.CommunityId;
import songlam.collectors.parse.flow.Transports;
import songlam.collectors.parse.packet.dns.DnsTransactions;
import songlam.collectors.parse.packet.stream.Conversation;
import songlam.collectors.parse.packet.stream.Reassembly;
import songlam.core.event.Cap;
import songlam.core.event.Caps;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;

/** One conversation while it lasts: counters of both directions, and the readers on top of it. */
final class Flow implements Conversation {
  private static final List<String> CATEGORY = List.of("network");

  final long firstNanos;
  long lastNanos;
  long reportedNanos;
  boolean isClosed;
  boolean isReset;
  @Nullable Application application;
  @Nullable DnsTransactions dns;
  final Reassembly[] streams = {new Reassembly(), new Reassembly()};

  private final byte[] client;
  private final byte[] server;
  private final int clientPort;
  private final int serverPort;
  private final int protocol;
  private final int vlan;
  private final int innerVlan;
  private final String communityId;
  private final @Nullable String clientMac;
  private final @Nullable String serverMac;
  private final Caps caps;
  private final Consumer<EventBuilder> out;
  private long start;
  private final long[] bytes = new long[2];
  private final long[] packets = new long[2];
  private final int[] flags = new int[2];
  private long fragments;
  private long weighed;

  Flow(Packet first, CommunityId ids, Caps caps, Consumer<EventBuilder> out) {
    // a capture that begins with the answer must not call the server a client
    boolean isAnswer =
        first.protocol == Transports.TCP
            && (first.tcpFlags & (Packet.SYN | Packet.ACK)) == (Packet.SYN | Packet.ACK);
    client = isAnswer ? first.destination : first.source;
    server = isAnswer ? first.source : first.destination;
    clientPort = isAnswer ? first.destinationPort : first.sourcePort;
    serverPort = isAnswer ? first.sourcePort : first.destinationPort;
    protocol = first.protocol;
    vlan = first.vlan;
    innerVlan = first.innerVlan;
    communityId = ids.of(client, server, protocol, clientPort, serverPort);
    String sender = first.macOffset < 0 ? null : Addresses.mac(first.data, first.macOffset + 6);
    String receiver = first.macOffset < 0 ? null : Addresses.mac(first.data, first.macOffset);
    clientMac = isAnswer ? receiver : sender;
    serverMac = isAnswer ? sender : receiver;
    this.caps = caps;
    this.out = out;
    firstNanos = first.nanos;
    lastNanos = first.nanos;
    reportedNanos = first.nanos;
    start = first.nanos;
  }

  boolean isFromClient(Packet packet) {
    return packet.sourcePort == clientPort && Arrays.equals(packet.source, client)
        || isIcmp() && Arrays.equals(packet.source, client);
  }

  int protocol() {
    return protocol;
  }

  int clientPort() {
    return clientPort;
  }

  int serverPort() {
    return serverPort;
  }

  /** By how much what it holds has changed since this was last asked. */
  long weigh() {
    long before = weighed;
    weighed = held();
    return weighed - before;
  }

  /** What it held when it was last weighed. */
  long weighed() {
    return weighed;
  }

  /** About how many octets of memory wait in it to be understood or answered. */
  private long held() {
    Application reading = application;
    DnsTransactions asked = dns;
    return streams[0].held()
        + streams[1].held()
        + (reading == null ? 0 : reading.held())
        + (asked == null ? 0 : asked.held());
  }

  boolean isIcmp() {
    return protocol == Transports.ICMP || protocol == Transports.ICMP6;
  }

  /** Counts the packet; returns whether it came from the client. */
  boolean count(Packet packet) {
    boolean fromClient = isFromClient(packet);
    int side = fromClient ? 0 : 1;
    if (packets[0] + packets[1] == 0) {
      start = packet.nanos;
    }
    bytes[side] += packet.networkBytes;
    packets[side]++;
    flags[side] |= packet.tcpFlags;
    fragments += packet.isFragment ? 1 : 0;
    lastNanos = Math.max(lastNanos, packet.nanos);
    isReset |= (packet.tcpFlags & Packet.RST) != 0;
    isClosed |= isReset || (flags[0] & flags[1] & Packet.FIN) != 0;
    return fromClient;
  }

  boolean isCounted() {
    return packets[0] + packets[1] > 0;
  }

  /** Emits the counters and begins new ones: the flow may go on. */
  void report(String reason, long nanos) {
    EventBuilder event =
        event("sensor.flow", nanos)
            .set(EcsField.EVENT_TYPE, flowType(reason))
            .set(EcsField.EVENT_START, start / 1_000_000)
            .set(EcsField.EVENT_END, lastNanos / 1_000_000)
            .set(EcsField.EVENT_DURATION, lastNanos - start)
            .set(EcsField.FLOW_ID, communityId)
            .set(EcsField.FLOW_END_REASON, reason)
            .set(EcsField.SOURCE_BYTES, bytes[0])
            .set(EcsField.SOURCE_PACKETS, packets[0])
            .set(EcsField.DESTINATION_BYTES, bytes[1])
            .set(EcsField.DESTINATION_PACKETS, packets[1])
            .set(EcsField.NETWORK_BYTES, bytes[0] + bytes[1])
            .set(EcsField.NETWORK_PACKETS, packets[0] + packets[1]);
    if (protocol == Transports.TCP) {
      event.set(EcsField.NETWORK_TCP_FLAGS, (long) (flags[0] | flags[1]));
      event.vendor("sensor.client_tcp_flags", (long) flags[0]);
      event.vendor("sensor.server_tcp_flags", (long) flags[1]);
    }
    if (isIcmp()) {
      event.vendor("sensor.icmp_type", (long) clientPort);
      event.vendor("sensor.icmp_code", (long) serverPort);
    }
    if (fragments > 0) {
      event.vendor("sensor.fragments", fragments);
    }
    emit(event);
    Arrays.fill(bytes, 0);
    Arrays.fill(packets, 0);
    fragments = 0;
    reportedNanos = nanos;
  }

  private static List<String> flowType(String reason) {
    return reason.equals("active_timeout") ? List.of("connection") : List.of("connection", "end");
  }

  @Override
  public EventBuilder event(String dataset, long nanos) {
    EventBuilder event =
        new EventBuilder()
            .timestamp(nanos / 1_000_000)
            .set(EcsField.EVENT_KIND, "event")
            .set(EcsField.EVENT_CATEGORY, CATEGORY)
            .set(EcsField.EVENT_MODULE, "sensor")
            .set(EcsField.EVENT_DATASET, dataset)
            .set(EcsField.SOURCE_IP, Addresses.text(client))
            .set(EcsField.DESTINATION_IP, Addresses.text(server))
            .set(EcsField.SOURCE_MAC, clientMac)
            .set(EcsField.DESTINATION_MAC, serverMac)
            .set(EcsField.NETWORK_TYPE, client.length == 4 ? "ipv4" : "ipv6")
            .set(EcsField.NETWORK_TRANSPORT, Transports.name(protocol))
            .set(EcsField.NETWORK_IANA_NUMBER, Transports.number(protocol))
            .set(EcsField.NETWORK_COMMUNITY_ID, communityId);
    if (!isIcmp() && (clientPort | serverPort) != 0) {
      event.set(EcsField.SOURCE_PORT, (long) clientPort);
      event.set(EcsField.DESTINATION_PORT, (long) serverPort);
    }
    if (vlan != 0) {
      event.set(EcsField.NETWORK_VLAN_ID, Integer.toString(vlan));
    }
    if (innerVlan != 0) {
      event.set(EcsField.NETWORK_INNER_VLAN_ID, Integer.toString(innerVlan));
    }
    return event;
  }

  @Override
  public void emit(EventBuilder event) {
    out.accept(event);
  }

  @Override
  public void reached(Cap cap) {
    caps.reached(cap);
  }
}
