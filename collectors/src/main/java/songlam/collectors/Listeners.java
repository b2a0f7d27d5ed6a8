package songlam.collectors;

import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import songlam.collectors.listen.CanaryPorts;
import songlam.collectors.listen.Listener;
import songlam.collectors.listen.TcpPort;
import songlam.collectors.listen.feed.FeedConfig;
import songlam.collectors.listen.feed.FeedListener;
import songlam.collectors.listen.mqtt.MqttConfig;
import songlam.collectors.listen.mqtt.MqttListener;
import songlam.collectors.listen.pcap.CaptureFileConfig;
import songlam.collectors.listen.pcap.CaptureFileListener;
import songlam.collectors.listen.pcap.InterfaceConfig;
import songlam.collectors.listen.pcap.InterfaceListener;
import songlam.collectors.listen.pcap.PcapOverIpConfig;
import songlam.collectors.listen.pcap.PcapOverIpListener;
import songlam.collectors.listen.probe.ProbeConfig;
import songlam.collectors.listen.probe.ProbeListener;
import songlam.collectors.listen.tail.TailConfig;
import songlam.collectors.listen.tail.TailListener;
import songlam.collectors.listen.tcp.TcpConfig;
import songlam.collectors.listen.tcp.TcpListener;
import songlam.collectors.listen.udp.UdpConfig;
import songlam.collectors.listen.udp.UdpListener;
import songlam.core.config.Secrets;
import songlam.core.config.Section;
import songlam.core.config.Spans;
import songlam.core.event.Caps;
import songlam.core.event.RawRecord;
import songlam.core.journal.SystemStore;
import songlam.core.pipeline.Intake;

/**
 * THE table of transports: reads the section {@code inputs} of the configuration, where each input
 * has a name, a {@code kind} (transport) and, where the transport does not decide it, a {@code
 * type} (source type).
 */
public final class Listeners {
  private final Map<String, Maker> kinds = new LinkedHashMap<>();
  private final Vertx vertx;
  private final Intake intake;
  private final SystemStore store;
  private final Clock clock;
  private final Supplier<PemKeyCertOptions> certificate;
  private final Caps caps;
  private final CanaryPorts canaries;

  private interface Maker {
    Made make(String name, Section section);
  }

  /**
   * An input ready to start.
   *
   * @param type source type of its records
   * @param simulated whether its records are a simulation
   */
  public record Made(String name, String type, boolean simulated, Listener listener) {}

  private record Plain(String type, Listener listener) {}

  /**
   * @param certificate key and certificate for TLS inputs, asked only when there is one
   * @param canaries from where they come
   */
  public Listeners(
      Vertx vertx,
      Intake intake,
      SystemStore store,
      Clock clock,
      Supplier<PemKeyCertOptions> certificate,
      Caps caps,
      CanaryPorts canaries) {
    this.vertx = vertx;
    this.intake = intake;
    this.store = store;
    this.clock = clock;
    this.certificate = certificate;
    this.caps = caps;
    this.canaries = canaries;
    kind("udp", this::udp);
    kind("tcp", (name, section) -> tcp(name, section, false));
    kind("tls", (name, section) -> tcp(name, section, true));
    kind("tail", this::tail);
    kind("mqtt", this::mqtt);
    kind("feed", this::feed);
    kind("probe", this::probe);
    kind("capture-file", this::captureFile);
    kind("pcap-over-ip", this::pcapOverIp);
    kind("interface", this::device);
  }

  /** Every kind an input may have, with a line of help. */
  public static List<Transport> transports() {
    return Transport.ALL;
  }

  /** The inputs in the order of the file; problems go to the section's. */
  public List<Made> read(Section inputs) {
    List<Made> made = new ArrayList<>();
    for (String name : inputs.names()) {
      Section section = inputs.section(name);
      if (name.equals(RawRecord.CANARY)) {
        inputs.wrong(name, name, "another name, canaries have this one");
      }
      Maker maker = kinds.get(section.text("kind", ""));
      if (maker == null) {
        section.wrong(
            "kind", section.text("kind", "missing"), "one of " + String.join(", ", kinds.keySet()));
      } else {
        made.add(maker.make(name, section));
        section.done();
      }
    }
    return made;
  }

  private interface PlainMaker {
    Plain make(String name, Section section);
  }

  private void kind(String kind, PlainMaker maker) {
    kinds.put(
        kind,
        (name, section) -> {
          boolean simulated = section.flag("simulated", false);
          Plain plain = maker.make(name, section);
          return new Made(name, plain.type(), simulated, plain.listener());
        });
  }

  private Plain udp(String name, Section section) {
    String type = section.text("type", "syslog");
    UdpConfig config =
        new UdpConfig(
            name,
            type,
            session(section),
            section.text("host", "127.0.0.1"),
            port(section, 5514),
            (int) section.number("receive_buffer_kb", 8_192, 64, 1L << 20) << 10);
    return new Plain(type, new UdpListener(config, intake, clock, canaries));
  }

  private Plain tcp(String name, Section section, boolean tls) {
    String type = section.text("type", "syslog");
    TcpConfig config =
        new TcpConfig(
            name,
            type,
            session(section),
            section.text("host", "127.0.0.1"),
            port(section, tls ? 6514 : 5514),
            tls ? certificate.get() : null,
            (int) section.number("longest_bytes", 65_536, 480, 16 << 20),
            (int) section.number("most_connections", 4_096, 1, 100_000),
            idleSeconds(section));
    return new Plain(type, new TcpListener(vertx, config, intake, clock, canaries));
  }

  private Plain tail(String name, Section section) {
    String type = section.text("type", "json");
    TailConfig config =
        new TailConfig(
            name,
            type,
            session(section),
            Path.of(section.requiredText("path")),
            (int) section.number("longest_bytes", 65_536, 480, 16 << 20),
            section.span("every", Duration.ofMillis(500)).toMillis());
    return new Plain(type, new TailListener(config, intake, store, clock));
  }

  private Plain mqtt(String name, Section section) {
    String type = section.text("type", "frigate");
    String password = section.optionalText("password");
    MqttConfig config =
        new MqttConfig(
            name,
            type,
            session(section),
            section.requiredText("host"),
            port(section, 1883),
            section.flag("tls", false),
            section.optionalText("user"),
            password == null ? null : Secrets.resolve(password),
            section.has("topics") ? section.texts("topics") : List.of("frigate/#"),
            (int) section.number("longest_bytes", 262_144, 480, 16 << 20));
    return new Plain(type, new MqttListener(vertx, config, intake, clock));
  }

  private Plain feed(String name, Section section) {
    Map<String, String> feeds = new LinkedHashMap<>();
    Section addresses = section.section("feeds");
    addresses.names().forEach(paper -> feeds.put(paper, addresses.text(paper, "")));
    FeedConfig config =
        new FeedConfig(
            name,
            feeds,
            section.span("every", Duration.ofMinutes(5)).toMillis(),
            (int) section.number("longest_bytes", 8 << 20, 1_024, 64 << 20));
    return new Plain(
        FeedListener.TYPE, new FeedListener(vertx, config, intake, store, clock, caps));
  }

  private Plain probe(String name, Section section) {
    List<ProbeConfig.Check> checks = new ArrayList<>();
    for (Section check : section.sections("checks")) {
      checks.add(
          new ProbeConfig.Check(
              check.requiredText("service"),
              check.converted("url", URI.create("http://invalid"), "an address", URI::create),
              (int) check.number("status", 200, 100, 599),
              check.text("asset", "")));
      check.done();
    }
    ProbeConfig config =
        new ProbeConfig(
            name,
            checks,
            section.span("every", Duration.ofMinutes(1)).toMillis(),
            (int) section.span("timeout", Duration.ofSeconds(10)).toMillis());
    return new Plain(ProbeListener.TYPE, new ProbeListener(vertx, config, intake, clock));
  }

  private Plain captureFile(String name, Section section) {
    CaptureFileConfig config =
        new CaptureFileConfig(
            name,
            session(section),
            Path.of(section.requiredText("path")),
            section.flag("follow", true));
    return new Plain("sensor", new CaptureFileListener(config, intake, caps));
  }

  private Plain pcapOverIp(String name, Section section) {
    String host = section.text("host", "127.0.0.1");
    // Packets hold what people write and read: off loopback not in the clear, unless asked for.
    boolean tls = section.flag("tls", !TcpPort.isLoopback(host));
    PcapOverIpConfig config =
        new PcapOverIpConfig(
            name,
            session(section),
            new TcpPort(
                host,
                port(section, 57_012),
                tls ? certificate.get() : null,
                (int) section.number("most_connections", 64, 1, 100_000),
                idleSeconds(section)),
            (int) section.number("longest_bytes", 262_144, 480, 16 << 20));
    return new Plain("sensor", new PcapOverIpListener(vertx, config, intake, caps));
  }

  private Plain device(String name, Section section) {
    InterfaceConfig config = InterfaceConfig.of(name, section.requiredText("device"));
    return new Plain("sensor", new InterfaceListener(config, intake, caps));
  }

  private static String session(Section section) {
    String session = section.text("session", RawRecord.LIVE);
    if (RawRecord.isCanary(session)) {
      section.wrong("session", session, "another name, canaries have these");
    }
    return session;
  }

  private static int idleSeconds(Section section) {
    return section.converted(
        "idle",
        1_800,
        "a time span from 1s to 365d",
        text -> {
          long seconds = Spans.parse(text).toSeconds();
          if (seconds < 1 || seconds > 365 * 86_400) {
            throw new IllegalArgumentException(text);
          }
          return (int) seconds;
        });
  }

  private static int port(Section section, int absent) {
    return (int) section.number("port", absent, 0, 65_535);
  }
}
