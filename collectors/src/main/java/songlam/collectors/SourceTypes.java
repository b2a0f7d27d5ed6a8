package songlam.collectors;

import static java.util.Objects.requireNonNull;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import songlam.collectors.parse.frigate.FrigateParser;
import songlam.collectors.parse.json.JsonParser;
import songlam.collectors.parse.netflow.NetflowParser;
import songlam.collectors.parse.open311.FieldReportParser;
import songlam.collectors.parse.press.PressItemParser;
import songlam.collectors.parse.probe.ServiceCheckParser;
import songlam.collectors.parse.syslog.SyslogParser;
import songlam.collectors.parse.windows.WindowsXmlParser;
import songlam.core.event.Caps;
import songlam.core.event.Parser;
import songlam.core.event.Text;
import songlam.core.journal.SystemStore;
import songlam.core.pipeline.SourceType;

/** THE table of source types: what can be parsed, by whom, and how late it may come. */
public final class SourceTypes {
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /**
   * @param description one line for people
   */
  public record Entry(String name, Text description, SourceType type) {}

  /**
   * @param store keeps flow templates over a restart
   * @param zone of log times without one
   */
  public SourceTypes(SystemStore store, ZoneId zone, Caps caps) {
    add(
        "syslog",
        "Syslog RFC 3164/5424, gồm sshd, sudo, thư, cơ sở dữ liệu, VPN, tường lửa",
        "Syslog RFC 3164/5424 with sshd, sudo, mail, databases, VPN, firewalls",
        new SourceType(() -> new SyslogParser(zone), 500));
    add(
        "json",
        "JSON/ECS: Beats, Logstash, Fluent Bit, Vector, NDJSON",
        "JSON/ECS: Beats, Logstash, Fluent Bit, Vector, NDJSON",
        new SourceType(JsonParser::new, 60_000));
    add(
        "evtx",
        "Tệp nhật ký sự kiện Windows (.evtx)",
        "Windows event log files (.evtx)",
        new SourceType(JsonParser::new, 60_000));
    add(
        "windows-xml",
        "Sự kiện Windows dạng XML",
        "Windows events in XML",
        new SourceType(WindowsXmlParser::new, 60_000));
    add(
        "platform-log",
        "Nhật ký của chính nền tảng",
        "The platform's own log",
        new SourceType(JsonParser::new, 2_000));
    add(
        "netflow",
        "NetFlow v5, v9 và IPFIX",
        "NetFlow v5, v9 and IPFIX",
        new SourceType(() -> new NetflowParser(store, caps), 2_000));
    add(
        "sensor",
        "Gói tin: luồng, DNS, TLS, HTTP, RTSP",
        "Packets: flows, DNS, TLS, HTTP, RTSP",
        new SourceType(JsonParser::new, 2_000));
    add(
        "frigate",
        "Sự kiện camera Frigate qua MQTT",
        "Frigate camera events over MQTT",
        new SourceType(FrigateParser::new, 15_000));
    add(
        "press",
        "Bài báo từ RSS/Atom",
        "Articles from RSS/Atom feeds",
        new SourceType(PressItemParser::new, 2_000));
    add(
        "open311",
        "Phản ánh hiện trường (Open311)",
        "Field reports (Open311)",
        new SourceType(FieldReportParser::new, 2_000));
    add(
        "probe",
        "Kết quả kiểm tra dịch vụ",
        "Results of service probes",
        new SourceType(ServiceCheckParser::new, 2_000));
  }

  /** For a command that ends: nobody asks it how often a bound was reached. */
  public SourceTypes(SystemStore store, ZoneId zone) {
    this(store, zone, new Caps());
  }

  /** All of them, in the order of the table. */
  public Iterable<Entry> all() {
    return entries.values();
  }

  public boolean has(String name) {
    return entries.containsKey(name);
  }

  /** Their names, in the order of the table, with a comma between. */
  public String names() {
    return String.join(", ", entries.keySet());
  }

  /** A new parser of this type; it must exist. */
  Parser parser(String name) {
    return requireNonNull(entries.get(name)).type().parser().get();
  }

  /**
   * The type that the first bytes of a file, stream or datagram look like; empty when they look
   * like none. A few kilobytes are enough.
   */
  public static String guess(byte[] head) {
    return TypeGuess.of(head);
  }

  /** What the pipeline needs, by name. */
  public Map<String, SourceType> forPipeline() {
    Map<String, SourceType> types = new LinkedHashMap<>();
    entries.forEach((name, entry) -> types.put(name, entry.type()));
    return types;
  }

  private void add(String name, String vi, String en, SourceType type) {
    entries.put(name, new Entry(name, new Text(vi, en), type));
  }
}
