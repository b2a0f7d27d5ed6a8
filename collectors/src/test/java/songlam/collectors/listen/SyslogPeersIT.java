package songlam.collectors.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import songlam.collectors.Platform;
import songlam.collectors.listen.tcp.TcpConfig;
import songlam.collectors.listen.tcp.TcpListener;
import songlam.collectors.listen.udp.UdpConfig;
import songlam.collectors.listen.udp.UdpListener;
import songlam.collectors.peers.Certificates;
import songlam.collectors.peers.Logger;
import songlam.collectors.peers.Rsyslog;
import songlam.collectors.peers.RunningProgram;
import songlam.collectors.peers.SyslogNg;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.Reason;
import songlam.core.pipeline.LedgerRow;

/** Real syslog daemons forward; the ledger says what they sent. */
@Timeout(180)
class SyslogPeersIT {
  private static final int LINES = 2_000;

  private final Vertx vertx = Vertx.vertx();
  @TempDir Path folder;
  private Platform platform;

  @BeforeEach
  void open() {
    platform = new Platform(folder.resolve("data"));
  }

  @AfterEach
  void close() {
    platform.close();
    vertx.close().await();
  }

  @ParameterizedTest
  @ValueSource(strings = {"octet-counted", "traditional"})
  void rsyslogOverTcp(String framing) throws Exception {
    TcpListener tcp = tcp(null);
    String action =
        """
        action(type="omfwd" target="127.0.0.1" port="%d" protocol="tcp" TCP_Framing="%s"
        template="RSYSLOG_SyslogProtocol23Format")\
        """
            .formatted(tcp.port(), framing);
    try (RunningProgram _ = Rsyslog.start(folder, "", action)) {
      exactly("tcp", Rsyslog.input(folder));
    } finally {
      Platform.stop(tcp);
    }
  }

  @Test
  void rsyslogOverTls() throws Exception {
    Certificates certificates = Certificates.in(folder);
    TcpListener tls = tcp(certificates);
    String global =
        "DefaultNetstreamDriver=\"ossl\" DefaultNetstreamDriverCAFile=\"%s\""
            .formatted(certificates.authority());
    String action =
        """
        action(type="omfwd" target="127.0.0.1" port="%d" protocol="tcp" StreamDriver="ossl"
        StreamDriverMode="1" StreamDriverAuthMode="x509/name" StreamDriverPermittedPeers="localhost"
        TCP_Framing="octet-counted" template="RSYSLOG_ForwardFormat")\
        """
            .formatted(tls.port());
    try (RunningProgram _ = Rsyslog.start(folder, global, action)) {
      exactly("tls", Rsyslog.input(folder));
    } finally {
      Platform.stop(tls);
    }
  }

  @Test
  void rsyslogOverUdp() throws Exception {
    UdpListener udp = udp();
    String action =
        """
        action(type="omfwd" target="127.0.0.1" port="%d" protocol="udp"
        template="RSYSLOG_TraditionalForwardFormat")\
        """
            .formatted(udp.port());
    try (RunningProgram _ = Rsyslog.start(folder, "", action)) {
      received("udp", Rsyslog.input(folder));
    } finally {
      Platform.stop(udp);
    }
  }

  @Test
  void syslogNgOverTcp() throws Exception {
    TcpListener tcp = tcp(null);
    String destination = "syslog(\"127.0.0.1\" port(%d) transport(\"tcp\"));".formatted(tcp.port());
    try (RunningProgram _ = SyslogNg.start(folder, destination)) {
      exactly("tcp", SyslogNg.input(folder));
    } finally {
      Platform.stop(tcp);
    }
  }

  @Test
  void syslogNgOverTls() throws Exception {
    Certificates certificates = Certificates.in(folder);
    TcpListener tls = tcp(certificates);
    String destination =
        "network(\"127.0.0.1\" port(%d) transport(\"tls\") tls(ca-file(\"%s\") peer-verify(yes)));"
            .formatted(tls.port(), certificates.authority());
    try (RunningProgram _ = SyslogNg.start(folder, destination)) {
      exactly("tls", SyslogNg.input(folder));
    } finally {
      Platform.stop(tls);
    }
  }

  @Test
  void syslogNgOverUdp() throws Exception {
    UdpListener udp = udp();
    String destination =
        "network(\"127.0.0.1\" port(%d) transport(\"udp\"));".formatted(udp.port());
    try (RunningProgram _ = SyslogNg.start(folder, destination)) {
      received("udp", SyslogNg.input(folder));
    } finally {
      Platform.stop(udp);
    }
  }

  /** TCP and TLS: every line, once. */
  private void exactly(String source, Path socket) throws Exception {
    Logger.send(folder, socket, "sshd", lines());
    LedgerRow row = platform.settled(source, platform.row(source).rejected().isEmpty() ? LINES : 0);
    assertEquals(LINES, platform.count("event.action:ssh_login"), row.toString());
    // What else the daemon says of itself is parsed like anything else.
    assertEquals(row.received(), row.stored(), row.toString());
    assertTrue(row.received() <= LINES + 5, row.toString());
    fields();
  }

  /** UDP: every line was received, or the kernel says how many it dropped. */
  private void received(String source, Path socket) throws Exception {
    Logger.send(folder, socket, "sshd", lines());
    Platform.await(
        () -> platform.row(source).toString(),
        () ->
            platform.row(source).stored() + platform.dropped(source, Reason.SOCKET_OVERFLOW)
                >= LINES);
    LedgerRow row = platform.settled(source);
    assertEquals(Map.of(), row.rejected());
    long lost = platform.dropped(source, Reason.SOCKET_OVERFLOW);
    assertEquals(LINES, platform.count("event.action:ssh_login") + lost, row.toString());
    fields();
  }

  private void fields() {
    Event event = platform.events("source.port:1007").getFirst();
    assertEquals("203.0.113.7", event.text(EcsField.SOURCE_IP));
    assertEquals("quản-trị", event.text(EcsField.USER_NAME));
    assertEquals("failure", event.text(EcsField.EVENT_OUTCOME));
    assertEquals("sshd", event.text(EcsField.PROCESS_NAME));
    assertEquals("auth", event.text(EcsField.LOG_SYSLOG_FACILITY_NAME));
    assertTrue(Math.abs(event.timestamp() - System.currentTimeMillis()) < 8 * 3_600_000L);
  }

  private static List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      lines.add("Failed password for quản-trị from 203.0.113.7 port " + (1_000 + i) + " ssh2");
    }
    return lines;
  }

  private TcpListener tcp(@Nullable Certificates tls) {
    PemKeyCertOptions certificate =
        tls == null
            ? null
            : new PemKeyCertOptions()
                .setCertPath(tls.certificate().toString())
                .setKeyPath(tls.key().toString());
    String source = tls == null ? "tcp" : "tls";
    TcpListener listener =
        new TcpListener(
            vertx,
            new TcpConfig(source, "syslog", "", "127.0.0.1", 0, certificate, 65_536, 100, 60),
            platform.intake,
            Clock.systemUTC());
    platform.start(listener);
    return listener;
  }

  private UdpListener udp() {
    UdpListener listener =
        new UdpListener(
            new UdpConfig("udp", "syslog", "", "127.0.0.1", 0, 8 << 20),
            platform.intake,
            Clock.systemUTC());
    platform.start(listener);
    return listener;
  }
}
