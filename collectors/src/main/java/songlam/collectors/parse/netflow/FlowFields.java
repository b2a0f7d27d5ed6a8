package songlam.collectors.parse.netflow;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import songlam.collectors.parse.flow.Addresses;
import songlam.collectors.parse.flow.CommunityId;
import songlam.collectors.parse.flow.Transports;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;

/**
 * Gathers the fields of one flow record and makes its event. Used again for each record: one per
 * parser. Long because it is the table from information elements to ECS.
 */
final class FlowFields {
  private static final long NONE = Long.MIN_VALUE;
  private static final long YEAR_10000 = 253_402_300_800_000L;
  private static final byte[] NO_ADDRESS = {};
  private static final List<String> CATEGORY = List.of("network");
  private static final List<String> TYPE = List.of("connection");

  private final CommunityId communityId = new CommunityId();
  private EventBuilder event = new EventBuilder();
  private byte[] source = NO_ADDRESS;
  private byte[] destination = NO_ADDRESS;
  private int protocol;
  private long sourcePort;
  private long destinationPort;
  private int icmp;
  private long bytes;
  private long packets;
  private long postBytes;
  private long postPackets;
  private long reverseBytes;
  private long reversePackets;
  private long startUpTime;
  private long endUpTime;
  private long start;
  private long end;
  private long duration;
  private long systemStart;
  private @Nullable String observer;
  private @Nullable String flowId;

  FlowFields begin() {
    event = new EventBuilder();
    source = NO_ADDRESS;
    destination = NO_ADDRESS;
    protocol = -1;
    icmp = -1;
    sourcePort = NONE;
    destinationPort = NONE;
    bytes = NONE;
    packets = NONE;
    postBytes = NONE;
    postPackets = NONE;
    reverseBytes = NONE;
    reversePackets = NONE;
    startUpTime = NONE;
    endUpTime = NONE;
    start = NONE;
    end = NONE;
    duration = NONE;
    systemStart = NONE;
    observer = null;
    flowId = null;
    return this;
  }

  void vendor(String key, Object value) {
    event.vendor(key, value);
  }

  void accept(Template.Field field, byte[] record, int at, int length) {
    boolean taken =
        switch (field.enterprise()) {
          case 0 -> standard(field, record, at, length);
          case Elements.REVERSE -> reverse(field.number(), record, at, length);
          default -> false;
        };
    if (!taken) {
      event.vendor(field.key(), field.type().value(record, at, length));
    }
  }

  /** Takes an IANA element; false leaves it to the vendor fields. */
  private boolean standard(Template.Field field, byte[] record, int at, int length) {
    if (length > 8) {
      return wide(field.number(), record, at, length);
    }
    long value = Octets.unsigned(record, at, length);
    if (value < 0) {
      return false;
    }
    switch (field.number()) {
      case 1, 85 -> bytes = field.number() == 85 && bytes != NONE ? bytes : value;
      case 231 -> bytes = value;
      case 2, 86 -> packets = field.number() == 86 && packets != NONE ? packets : value;
      case 298 -> packets = value;
      case 23 -> postBytes = value;
      case 24 -> postPackets = value;
      case 232 -> reverseBytes = value;
      case 299 -> reversePackets = value;
      case 4 -> protocol = (int) value & 0xff;
      case 6 -> event.set(EcsField.NETWORK_TCP_FLAGS, value);
      case 7 -> sourcePort = value;
      case 180, 182 -> sourcePort = value != 0 || sourcePort == NONE ? value : sourcePort;
      case 11 -> destinationPort = value;
      case 181, 183 ->
          destinationPort = value != 0 || destinationPort == NONE ? value : destinationPort;
      case 8 -> source = address(source, record, at, length);
      case 12 -> destination = address(destination, record, at, length);
      case 10 -> event.set(EcsField.OBSERVER_INGRESS_INTERFACE_ID, Long.toString(value));
      case 14 -> event.set(EcsField.OBSERVER_EGRESS_INTERFACE_ID, Long.toString(value));
      case 16 -> number(EcsField.SOURCE_AS_NUMBER, value);
      case 17 -> number(EcsField.DESTINATION_AS_NUMBER, value);
      case 21 -> endUpTime = value;
      case 22 -> startUpTime = value;
      case 32, 139 -> icmp = (int) value & 0xffff;
      case 176, 178 -> icmp = (int) (value & 0xff) << 8 | Math.max(icmp, 0) & 0xff;
      case 177, 179 -> icmp = Math.max(icmp, 0) & 0xff00 | (int) (value & 0xff);
      case 56 -> mac(EcsField.SOURCE_MAC, record, at, length);
      case 80 -> mac(EcsField.DESTINATION_MAC, record, at, length);
      case 58, 243 -> vlan(value);
      case 60 -> event.set(EcsField.NETWORK_TYPE, value == 6 ? "ipv6" : "ipv4");
      case 61 -> event.set(EcsField.NETWORK_DIRECTION, value == 0 ? "ingress" : "egress");
      case 96 -> event.set(EcsField.NETWORK_APPLICATION, application(record, at, length));
      case 130 -> observer = length == 4 ? Addresses.ipv4(record, at) : observer;
      case 136 -> event.set(EcsField.FLOW_END_REASON, endReason(value));
      case 148 -> flowId = Long.toUnsignedString(value);
      case 150 -> start = value * 1000;
      case 151 -> end = value * 1000;
      case 152 -> start = value;
      case 153 -> end = value;
      case 154, 156 -> start = ElementType.ntpMillis(record, at, length);
      case 155, 157 -> end = ElementType.ntpMillis(record, at, length);
      case 160 -> systemStart = value;
      case 161 -> duration = value;
      case 225, 40001 -> ipv4(EcsField.SOURCE_NAT_IP, record, at, length);
      case 226, 40002 -> ipv4(EcsField.DESTINATION_NAT_IP, record, at, length);
      case 227, 40003 -> event.set(EcsField.SOURCE_NAT_PORT, value);
      case 228, 40004 -> event.set(EcsField.DESTINATION_NAT_PORT, value);
      case 371, 40000 -> event.set(EcsField.USER_NAME, Octets.text(record, at, length));
      default -> {
        return false;
      }
    }
    // the sum of these is shown, the value itself is kept too
    return !(field.number() == 23 || field.number() == 24 || field.number() == 160);
  }

  private boolean wide(int number, byte[] record, int at, int length) {
    switch (number) {
      case 27 -> source = address(source, record, at, length);
      case 28 -> destination = address(destination, record, at, length);
      case 96 -> event.set(EcsField.NETWORK_APPLICATION, application(record, at, length));
      case 371, 40000 -> event.set(EcsField.USER_NAME, Octets.text(record, at, length));
      case 131 -> observer = length == 16 ? Addresses.ipv6(record, at) : observer;
      case 281 -> ipv6(EcsField.SOURCE_NAT_IP, record, at, length);
      case 282 -> ipv6(EcsField.DESTINATION_NAT_IP, record, at, length);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean reverse(int number, byte[] record, int at, int length) {
    if (length > 8) {
      return false;
    }
    long value = Octets.unsigned(record, at, length);
    if (value < 0) {
      return false;
    }
    switch (number) {
      case 1, 85 -> reverseBytes = value;
      case 2, 86 -> reversePackets = value;
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Completes the event from all that was gathered. */
  EventBuilder finish(Header header, Exporter exporter) {
    times(header, exporter);
    endpoints();
    counts();
    event
        .timestamp(header.exportedAt())
        .origin(exporter.origin)
        .set(EcsField.EVENT_KIND, "event")
        .set(EcsField.EVENT_CATEGORY, CATEGORY)
        .set(EcsField.EVENT_TYPE, TYPE)
        .set(EcsField.EVENT_MODULE, "netflow")
        .set(EcsField.EVENT_DATASET, "netflow.flow")
        .set(EcsField.OBSERVER_IP, observer == null ? exporter.peer : observer);
    names(exporter);
    return event;
  }

  private void times(Header header, Exporter exporter) {
    long origin = systemStart != NONE ? systemStart : exporter.systemStart;
    if (start == NONE && startUpTime != NONE) {
      start = upTime(header, origin, startUpTime, "netflow.flowStartSysUpTime");
    }
    if (end == NONE && endUpTime != NONE) {
      end = upTime(header, origin, endUpTime, "netflow.flowEndSysUpTime");
    }
    if (end == NONE && start != NONE && duration != NONE) {
      end = start + duration;
    }
    date(EcsField.EVENT_START, start);
    date(EcsField.EVENT_END, end);
    if (duration == NONE && start != NONE && end != NONE) {
      duration = end - start;
    }
    if (duration >= 0 && duration < YEAR_10000) {
      event.set(EcsField.EVENT_DURATION, duration * 1_000_000);
    }
  }

  private long upTime(Header header, long origin, long moment, String key) {
    if (header.upTime() >= 0) {
      return header.at(moment);
    }
    if (origin != NONE) {
      return origin + moment;
    }
    event.vendor(key, moment);
    return NONE;
  }

  private void endpoints() {
    if (source.length > 0) {
      event.set(EcsField.SOURCE_IP, Addresses.text(source));
    }
    if (destination.length > 0) {
      event.set(EcsField.DESTINATION_IP, Addresses.text(destination));
    }
    if (!event.has(EcsField.NETWORK_TYPE) && source.length > 0) {
      event.set(EcsField.NETWORK_TYPE, source.length == 4 ? "ipv4" : "ipv6");
    }
    boolean isIcmp = protocol == Transports.ICMP || protocol == Transports.ICMP6;
    if (!isIcmp || sourcePort > 0) {
      number(EcsField.SOURCE_PORT, sourcePort);
    }
    if (!isIcmp) {
      number(EcsField.DESTINATION_PORT, destinationPort);
    }
    if (protocol >= 0) {
      event.set(EcsField.NETWORK_IANA_NUMBER, Transports.number(protocol));
      event.set(EcsField.NETWORK_TRANSPORT, Transports.name(protocol));
      identify(isIcmp);
    }
  }

  /** Version 5 and many others put type and code of ICMP where the destination port would be. */
  private void identify(boolean isIcmp) {
    int typeAndCode =
        icmp > 0 || destinationPort == NONE ? Math.max(icmp, 0) : (int) destinationPort;
    if (isIcmp) {
      event.vendor("netflow.icmpType", (long) (typeAndCode >>> 8));
      event.vendor("netflow.icmpCode", (long) (typeAndCode & 0xff));
    }
    if (source.length > 0 && source.length == destination.length) {
      String id =
          isIcmp
              ? communityId.of(source, destination, protocol, typeAndCode >>> 8, typeAndCode & 0xff)
              : communityId.of(
                  source, destination, protocol, port(sourcePort), port(destinationPort));
      event.set(EcsField.NETWORK_COMMUNITY_ID, id);
      event.set(EcsField.FLOW_ID, flowId == null ? id : flowId);
    } else {
      event.set(EcsField.FLOW_ID, flowId);
    }
  }

  private void counts() {
    long sentBytes = bytes == NONE ? postBytes : bytes;
    long sentPackets = packets == NONE ? postPackets : packets;
    number(EcsField.SOURCE_BYTES, sentBytes);
    number(EcsField.SOURCE_PACKETS, sentPackets);
    number(EcsField.DESTINATION_BYTES, reverseBytes);
    number(EcsField.DESTINATION_PACKETS, reversePackets);
    total(EcsField.NETWORK_BYTES, sentBytes, reverseBytes);
    total(EcsField.NETWORK_PACKETS, sentPackets, reversePackets);
  }

  private void names(Exporter exporter) {
    if (!exporter.interfaceNames.isEmpty()) {
      interfaceName(
          exporter,
          EcsField.OBSERVER_INGRESS_INTERFACE_ID,
          EcsField.OBSERVER_INGRESS_INTERFACE_NAME);
      interfaceName(
          exporter, EcsField.OBSERVER_EGRESS_INTERFACE_ID, EcsField.OBSERVER_EGRESS_INTERFACE_NAME);
    }
    if (!exporter.applicationNames.isEmpty()
        && event.vendor().get("netflow.applicationId") instanceof String application) {
      event.set(EcsField.NETWORK_APPLICATION, exporter.applicationNames.get(application));
    }
    if (exporter.samplingInterval != null) {
      event.vendor("netflow.samplingInterval", exporter.samplingInterval);
    }
  }

  private void interfaceName(Exporter exporter, EcsField id, EcsField name) {
    String text = event.text(id);
    if (text != null) {
      event.set(name, exporter.interfaceNames.get(Long.valueOf(text)));
    }
  }

  /** The first address that says something wins: some records have both families, one all zero. */
  private static byte[] address(byte[] known, byte[] record, int at, int length) {
    byte[] address = Arrays.copyOfRange(record, at, at + length);
    if (length != 4 && length != 16 || known.length > 0 && isZero(address)) {
      return known;
    }
    return address;
  }

  private static boolean isZero(byte[] address) {
    for (byte octet : address) {
      if (octet != 0) {
        return false;
      }
    }
    return true;
  }

  private static int port(long value) {
    return value == NONE ? 0 : (int) value & 0xffff;
  }

  private void number(EcsField field, long value) {
    if (value != NONE) {
      event.set(field, value);
    }
  }

  private void total(EcsField field, long one, long other) {
    if (one != NONE || other != NONE) {
      event.set(field, (one == NONE ? 0 : one) + (other == NONE ? 0 : other));
    }
  }

  private void date(EcsField field, long millis) {
    if (millis >= 0 && millis < YEAR_10000) {
      event.set(field, millis);
    } else if (millis != NONE) {
      event.vendor("netflow." + field.fieldName(), millis);
    }
  }

  private void vlan(long id) {
    if (id != 0) {
      event.set(EcsField.NETWORK_VLAN_ID, Long.toString(id));
    }
  }

  private void mac(EcsField field, byte[] record, int at, int length) {
    if (length == 6) {
      event.set(field, Addresses.mac(record, at));
    }
  }

  private void ipv4(EcsField field, byte[] record, int at, int length) {
    if (length == 4) {
      event.set(field, Addresses.ipv4(record, at));
    }
  }

  private void ipv6(EcsField field, byte[] record, int at, int length) {
    if (length == 16) {
      event.set(field, Addresses.ipv6(record, at));
    }
  }

  private static String application(byte[] record, int at, int length) {
    return Octets.isPrintable(record, at, length)
        ? Octets.text(record, at, length).toLowerCase(Locale.ROOT)
        : "";
  }

  private static String endReason(long reason) {
    return switch ((int) reason) {
      case 1 -> "idle_timeout";
      case 2 -> "active_timeout";
      case 3 -> "end_of_flow";
      case 4 -> "forced_end";
      case 5 -> "lack_of_resources";
      default -> "reason_" + reason;
    };
  }
}
