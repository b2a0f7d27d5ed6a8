package songlam.console.bench;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import songlam.collectors.parse.netflow.NetflowParser;
import songlam.core.event.Caps;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.core.event.ParseResult.Parsed;
import songlam.core.event.RawRecord;
import songlam.core.journal.InMemorySystemStore;

/** How fast flow records become events, on one thread; first that every field of them is right. */
final class FlowDecoding {
  private static final long WARM_RECORDS = 1_500_000;

  private FlowDecoding() {}

  /**
   * @param version 5, 9 or 10
   * @param cpuSeconds of the one thread, which garbage collection is not part of
   * @param wallSeconds by the clock, garbage collection and other programs included
   */
  record Figure(int version, long records, double cpuSeconds, double wallSeconds) {
    double perSecond() {
      return records / wallSeconds;
    }

    double perCpuSecond() {
      return records / cpuSeconds;
    }
  }

  /**
   * Decodes the messages.
   *
   * @param rounds how often all of them
   * @throws BenchException when a field is not what was put into the message
   */
  static Figure measure(int version, int flows, int rounds) {
    List<byte[]> messages = FlowDatagrams.of(version, flows);
    long[] next = {0};
    long seen = decode(messages, event -> check(event, next[0]++));
    if (seen != flows) {
      throw new BenchException("version " + version + ": " + seen + " flows, not " + flows);
    }
    for (long warm = 0; warm < WARM_RECORDS; warm += flows) {
      decode(messages, _ -> {});
    }
    var threads = ManagementFactory.getThreadMXBean();
    long cpu = threads.getCurrentThreadCpuTime();
    long wall = System.nanoTime();
    long records = 0;
    for (int round = 0; round < rounds; round++) {
      records += decode(messages, _ -> {});
    }
    return new Figure(
        version,
        records,
        (threads.getCurrentThreadCpuTime() - cpu) / 1e9,
        (System.nanoTime() - wall) / 1e9);
  }

  private static long decode(List<byte[]> messages, Consumer<EventBuilder> each) {
    NetflowParser parser = new NetflowParser(new InMemorySystemStore(), new Caps());
    long records = 0;
    for (byte[] message : messages) {
      RawRecord record = RawRecord.live("f", "netflow", FlowDatagrams.AT, "192.0.2.1", message);
      if (parser.parse(record) instanceof Parsed parsed) {
        records += parsed.events().size();
        parsed.events().forEach(each);
      }
    }
    return records;
  }

  private static void check(EventBuilder event, long flow) {
    same("source.ip", ip(FlowDatagrams.source(flow)), event.text(EcsField.SOURCE_IP));
    same(
        "destination.ip", ip(FlowDatagrams.destination(flow)), event.text(EcsField.DESTINATION_IP));
    same("source.port", FlowDatagrams.sourcePort(flow), event.get(EcsField.SOURCE_PORT));
    same("destination.port", 443, event.get(EcsField.DESTINATION_PORT));
    same("network.bytes", FlowDatagrams.octets(flow), event.get(EcsField.NETWORK_BYTES));
    same("network.packets", FlowDatagrams.packets(flow), event.get(EcsField.NETWORK_PACKETS));
    same("network.transport", "tcp", event.text(EcsField.NETWORK_TRANSPORT));
    same("tcp flags", 0x1b, event.get(EcsField.NETWORK_TCP_FLAGS));
    same("ingress", "3", event.text(EcsField.OBSERVER_INGRESS_INTERFACE_ID));
    same("egress", "7", event.text(EcsField.OBSERVER_EGRESS_INTERFACE_ID));
    same("event.start", FlowDatagrams.AT - 2_000, event.get(EcsField.EVENT_START));
    same("event.end", FlowDatagrams.AT - 1_000, event.get(EcsField.EVENT_END));
    same("@timestamp", FlowDatagrams.AT, event.timestamp());
  }

  private static void same(String field, Object expected, @Nullable Object seen) {
    if (!String.valueOf(expected).equals(String.valueOf(seen))) {
      throw new BenchException(field + ": " + seen + " (expected: " + expected + ")");
    }
  }

  private static String ip(int address) {
    return (address >>> 24)
        + "."
        + (address >>> 16 & 255)
        + "."
        + (address >>> 8 & 255)
        + "."
        + (address & 255);
  }
}
