package songlam.collectors.parse.netflow;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import songlam.core.event.Caps;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.core.event.ParseResult;
import songlam.core.event.RawRecord;
import songlam.core.journal.InMemorySystemStore;
import songlam.testing.Peers;

/** Every field that the Logstash codec gets out of its packets, right. */
class LogstashCorpusTest {
  /** Where the codec's names live here; names not in the table are vendor fields. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          entry("ipv4_src_addr", "source.ip"),
          entry("sourceIPv4Address", "source.ip"),
          entry("ipv4_dst_addr", "destination.ip"),
          entry("destinationIPv4Address", "destination.ip"),
          entry("sourceIPv6Address", "source.ip"),
          entry("destinationIPv6Address", "destination.ip"),
          entry("l4_src_port", "source.port"),
          entry("sourceTransportPort", "source.port"),
          entry("l4_dst_port", "destination.port"),
          entry("destinationTransportPort", "destination.port"),
          entry("protocol", "network.iana_number"),
          entry("protocolIdentifier", "network.iana_number"),
          entry("in_bytes", "source.bytes"),
          entry("in_permanent_bytes", "source.bytes"),
          entry("fwd_flow_delta_bytes", "source.bytes"),
          entry("rev_flow_delta_bytes", "destination.bytes"),
          entry("octetDeltaCount", "source.bytes"),
          entry("octetTotalCount", "source.bytes"),
          entry("in_pkts", "source.packets"),
          entry("packetDeltaCount", "source.packets"),
          entry("packetTotalCount", "source.packets"),
          entry("in_src_mac", "source.mac"),
          entry("sourceMacAddress", "source.mac"),
          entry("in_dst_mac", "destination.mac"),
          entry("out_src_mac", "netflow.postSourceMacAddress"),
          entry("out_dst_mac", "netflow.postDestinationMacAddress"),
          entry("conn_id", "flow.id"),
          entry("input_snmp", "observer.ingress.interface.id"),
          entry("ingressInterface", "observer.ingress.interface.id"),
          entry("output_snmp", "observer.egress.interface.id"),
          entry("egressInterface", "observer.egress.interface.id"),
          entry("icmp_type", "netflow.icmpType"),
          entry("icmp_code", "netflow.icmpCode"),
          entry("xlate_src_addr_ipv4", "source.nat.ip"),
          entry("xlate_dst_addr_ipv4", "destination.nat.ip"),
          entry("xlate_src_port", "source.nat.port"),
          entry("xlate_dst_port", "destination.nat.port"),
          entry("fw_event", "netflow.firewallEvent"),
          entry("fw_ext_event", "netflow.firewallExtendedEvent"),
          entry("event_time_msec", "netflow.observationTimeMilliseconds"),
          entry("flow_start_msec", "event.start"),
          entry("first_switched", "event.start"),
          entry("flowStartMilliseconds", "event.start"),
          entry("flowStartSeconds", "event.start"),
          entry("last_switched", "event.end"),
          entry("flowEndMilliseconds", "event.end"),
          entry("flowEndSeconds", "event.end"),
          entry("ingress_acl_id", "netflow.ingressAclId"),
          entry("egress_acl_id", "netflow.egressAclId"),
          entry("username", "user.name"),
          entry("scope_system", "netflow.scopeSystem"),
          entry("total_flows_exp", "netflow.exportedFlowRecordTotalCount"),
          entry("total_pkts_exp", "netflow.exportedMessageTotalCount"),
          entry("ipv4_next_hop", "netflow.ipNextHopIPv4Address"),
          entry("tcp_flags", "network.tcp.flags"),
          entry("tcpControlBits", "network.tcp.flags"),
          entry("src_tos", "netflow.ipClassOfService"),
          entry("src_as", "source.as.number"),
          entry("bgpSourceAsNumber", "source.as.number"),
          entry("dst_as", "destination.as.number"),
          entry("bgpDestinationAsNumber", "destination.as.number"),
          entry("src_mask", "netflow.sourceIPv4PrefixLength"),
          entry("dst_mask", "netflow.destinationIPv4PrefixLength"),
          entry("direction", "network.direction"),
          entry("flowDirection", "network.direction"),
          entry("src_traffic_index", "netflow.srcTrafficIndex"),
          entry("dst_traffic_index", "netflow.dstTrafficIndex"),
          entry("ip_protocol_version", "network.type"),
          entry("ipVersion", "network.type"),
          entry("flow_sampler_id", "netflow.samplerId"),
          entry("flow_end_reason", "flow.end_reason"),
          entry("flowEndReason", "flow.end_reason"),
          entry("out_pkts", "netflow.postPacketDeltaCount"),
          entry("out_bytes", "netflow.postOctetDeltaCount"),
          entry("flows", "netflow.deltaFlowCount"),
          entry("dst_vlan", "netflow.postVlanId"),
          entry("src_vlan", "network.vlan.id"),
          entry("if_desc", "netflow.interfaceDescription"),
          entry("application_description", "netflow.applicationDescription"),
          entry("ipv4_src_prefix", "netflow.sourceIPv4Prefix"),
          entry("ip_dscp", "netflow.ipDiffServCodePoint"),
          entry("ipv4_ident", "netflow.fragmentIdentification"),
          entry("application_id", "netflow.applicationId"),
          entry("flowDurationMilliseconds", "event.duration"),
          entry("engine_type", "netflow.engineType"),
          entry("engine_id", "netflow.engineId"),
          entry("sampling_algorithm", "netflow.samplingAlgorithm"),
          entry("sampling_interval", "netflow.samplingInterval"));

  /** Of the message, not of a record; or split in a way of the codec's own. */
  private static final Set<String> NOT_OF_A_RECORD =
      Set.of(
          "version",
          "flow_seq_num",
          "tcp_src_port", // the same record holds its UDP port, which is the one that counts
          "udp_dst_port",
          "flowset_id",
          "flow_records",
          "forwarding_status",
          "mpls_label_stack_octets",
          "flowStartSysUpTime",
          "flowEndSysUpTime",
          "nprobe_proto_name",
          "application_name",
          "icmpTypeCodeIPv4",
          "engine_type",
          "engine_id",
          "sampling_algorithm",
          "sampling_interval");

  /** No VLAN, no port of ICMP, no ICMP type of TCP: here such fields are left out. */
  private static final Set<String> MEANS_ABSENT = Set.of("", "0", "0.0.0.0");

  @TestFactory
  Stream<DynamicTest> everyCase() throws IOException {
    Path corpus = Peers.corpus("netflow-logstash");
    JsonNode cases = new ObjectMapper().readTree(corpus.resolve("cases.json").toFile());
    return cases
        .valueStream()
        .map(each -> dynamicTest(each.get("name").asText(), () -> check(corpus, each)));
  }

  private void check(Path corpus, JsonNode each) throws IOException {
    NetflowParser parser = new NetflowParser(new InMemorySystemStore(), new Caps());
    List<EventBuilder> events = new ArrayList<>();
    for (JsonNode file : each.get("files")) {
      byte[] payload = Files.readAllBytes(corpus.resolve(file.asText()));
      if (parser.parse(RawRecord.live("flows", "netflow", 0, "192.0.2.1", payload))
          instanceof ParseResult.Parsed parsed) {
        events.addAll(parsed.events());
      }
    }
    if (!each.get("event_count").isNull()) {
      assertEquals(each.get("event_count").asInt(), events.size(), "events");
    }
    for (JsonNode expected : each.get("events")) {
      EventBuilder event = events.get(expected.get("index").asInt());
      JsonNode fields = expected.get("expected");
      assertEquals(
          Instant.parse(fields.get("@timestamp").asText()).toEpochMilli() / 1000,
          event.timestamp() / 1000,
          "@timestamp");
      fields.get("netflow").propertyStream().forEach(f -> compare(event, f.getKey(), f.getValue()));
    }
    for (JsonNode field : each.get("fields")) {
      EventBuilder event = events.get(field.get("index").asInt());
      compare(
          event, field.get("field").asText().substring("netflow.".length()), field.get("value"));
    }
  }

  private void compare(EventBuilder event, String name, JsonNode expected) {
    if (NOT_OF_A_RECORD.contains(name) || expected.isFloatingPointNumber()) {
      return;
    }
    String ours = NAMES.getOrDefault(name, "netflow." + name);
    Object value = value(event, ours);
    if (value == null && MEANS_ABSENT.contains(expected.asText())
        || expected.asText().equals("::") && event.has(EcsField.SOURCE_IP)) {
      return;
    }
    if (value == null && isEnterprise(name)) {
      Object wanted = expected.isTextual() ? expected.asText() : (Object) expected.asLong();
      assertEquals(
          true, event.vendor().containsValue(wanted), () -> name + " among " + event.vendor());
      return;
    }
    if (name.endsWith("_switched")
        && value instanceof Long millis
        && isSecondLate(expected, millis)) {
      return;
    }
    assertEquals(
        normal(name, expected),
        Objects.toString(value),
        () -> name + " as " + ours + " of " + event.vendor());
  }

  /**
   * The codec adds the borrowed second instead of taking it: its version 9 moments lie one second
   * after those of nfdump, Wireshark and RFC 3954.
   */
  private static boolean isSecondLate(JsonNode expected, long millis) {
    return Instant.parse(expected.asText()).toEpochMilli() - millis == 1000;
  }

  private static boolean isEnterprise(String name) {
    return Stream.of(
            "ixia",
            "procera",
            "vmware",
            "streamcore",
            "nprobe",
            "user_id",
            "app_id",
            "privateEnterprise")
        .anyMatch(name::startsWith);
  }

  private static @Nullable Object value(EventBuilder event, String name) {
    EcsField field = EcsField.named(name);
    Object value = field == null ? event.vendor().get(name) : event.get(field);
    if (value == null && name.equals("netflow.firewallEvent")) {
      return event.vendor().get("netflow.firewallEventCisco");
    }
    if (value == null && name.equals("observer.ingress.interface.id")) {
      return event.vendor().get("netflow.ingressInterface");
    }
    return value;
  }

  private static String normal(String name, JsonNode expected) {
    String text = expected.asText();
    if (name.endsWith("mac") || name.endsWith("MacAddress")) {
      return text.replace(':', '-').toUpperCase(Locale.ROOT);
    }
    if (text.matches("\\d{4}-\\d\\d-\\d\\dT.*")) {
      return String.valueOf(Instant.parse(text).toEpochMilli());
    }
    return switch (name) {
      case "flowStartSeconds", "flowEndSeconds" -> text + "000";
      case "flowDurationMilliseconds" -> text + "000000";
      case "ip_protocol_version", "ipVersion" -> text.equals("6") ? "ipv6" : "ipv4";
      case "direction", "flowDirection" -> text.equals("0") ? "ingress" : "egress";
      case "flow_end_reason", "flowEndReason" ->
          List.of("", "idle_timeout", "active_timeout", "end_of_flow", "forced_end")
              .get(expected.asInt());
      default ->
          text.replaceFirst("^(\\d+)\\.\\.(\\d+)\\.\\.", "$1:$2:")
              .replaceFirst("^(\\d+)\\.\\.", "$1:");
    };
  }
}
