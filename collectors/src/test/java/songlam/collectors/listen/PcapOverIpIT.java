package songlam.collectors.listen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import songlam.collectors.Platform;
import songlam.collectors.listen.pcap.PcapOverIpConfig;
import songlam.collectors.listen.pcap.PcapOverIpListener;
import songlam.collectors.parse.packet.CaptureForms;
import songlam.collectors.peers.Certificates;
import songlam.collectors.peers.RunningProgram;
import songlam.core.event.Caps;
import songlam.core.event.EcsField;
import songlam.core.event.Reason;
import songlam.core.pipeline.LedgerRow;
import songlam.testing.Peers;

/** Real programs and sockets send captures; the ledger has what they sent. */
@Timeout(120)
class PcapOverIpIT {
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

  /** As tcpdump with nc; the shell opens the connection. */
  @ParameterizedTest
  @ValueSource(strings = {"pcap", "nsecpcap", "pcapng"})
  void everyPacketOfTshark(String form) throws Exception {
    String tshark = Peers.require("tshark", "tshark").toString();
    PcapOverIpListener listener = start(null, 0);
    send(
        "'%s' -n -r '%s' -F %s -w - > /dev/tcp/127.0.0.1/%d"
            .formatted(tshark, capture(), form, listener.port()));
    allOfWsgiDrum(listener);
  }

  @Test
  void everyPacketOverTls() throws Exception {
    String openssl = Peers.require("openssl", "openssl").toString();
    Certificates certificates = Certificates.in(folder);
    PemKeyCertOptions certificate =
        new PemKeyCertOptions()
            .setCertPath(certificates.certificate().toString())
            .setKeyPath(certificates.key().toString());
    PcapOverIpListener listener = start(certificate, 0);
    send(
        "cat '%s' | '%s' s_client -quiet -nocommands -no_ign_eof -verify_return_error -CAfile '%s' -connect 127.0.0.1:%d"
            .formatted(capture(), openssl, certificates.authority(), listener.port()));
    allOfWsgiDrum(listener);
  }

  private void send(String command) throws Exception {
    RunningProgram.run(folder, "/bin/bash", "-o", "pipefail", "-c", command);
  }

  private static Path capture() {
    return Peers.corpus("packetbeat-golden")
        .resolve("packetbeat/tests/system/pcaps/wsgi_drum.pcap");
  }

  /** The figures of softflowd of the same capture. */
  private void allOfWsgiDrum(PcapOverIpListener listener) throws Exception {
    Platform.await(() -> listener.check().detail().en(), () -> listener.packets() >= 1_105);
    Platform.stop(listener);
    LedgerRow row = platform.settled("sensor", 1);
    assertEquals(1_105, listener.packets());
    assertEquals(Map.of(), row.refused());
    assertEquals(row.received(), row.parsed());
    assertEquals(row.produced(), row.stored());
    assertEquals(806_082, sum(EcsField.NETWORK_BYTES), "octets as softflowd counts them too");
    assertEquals(1_105, sum(EcsField.NETWORK_PACKETS), "each packet is in a flow");
    assertTrue(platform.count("event.dataset:sensor.http AND url.path:*") > 0, "HTTP requests");
  }

  private long sum(EcsField field) {
    return platform.events("event.dataset:sensor.flow").stream()
        .mapToLong(flow -> flow.number(field, 0))
        .sum();
  }

  @Test
  void aSenderWithAWrongClockCutsNobodyElsesFlows() throws Exception {
    PcapOverIpListener listener = start(null, 0);
    byte[] good =
        CaptureForms.classic(ByteOrder.BIG_ENDIAN, false, CaptureForms.datagram(40_000, 5));
    byte[] future = CaptureForms.classic(ByteOrder.BIG_ENDIAN, false, CaptureForms.datagram(7, 5));
    future[24] = (byte) 0xff;
    try (Socket one = connect(listener);
        Socket two = connect(listener)) {
      one.getOutputStream().write(good);
      Platform.await(() -> "first", () -> listener.packets() == 1);
      two.getOutputStream().write(future);
      Platform.await(() -> "second", () -> listener.packets() == 2);
      one.getOutputStream().write(good, 24, good.length - 24);
      Platform.await(() -> "third", () -> listener.packets() == 3);
      assertTrue(listener.check().detail().en().contains("2 sensors"), listener.check().toString());
    }
    platform.settled("sensor", 2);
    assertEquals(1, platform.count("source.port:40000 AND network.packets:2"));
  }

  @Test
  void whatIsWrongEndsItsOwnStreamAndIsToldWithItsReason() throws Exception {
    PcapOverIpListener listener = start(null, 0);
    byte[] good =
        CaptureForms.classic(ByteOrder.LITTLE_ENDIAN, true, CaptureForms.datagram(40_000, 5));
    try (Socket healthy = connect(listener)) {
      healthy.getOutputStream().write(good);
      try (Socket wrong = connect(listener)) {
        wrong.getOutputStream().write("<38>this is a line of syslog, no capture\n".getBytes(UTF_8));
        wrong.setSoTimeout(20_000);
        assertEquals(-1, wrong.getInputStream().read(), "closed");
      }
      try (Socket cut = connect(listener)) {
        cut.getOutputStream().write(good, 0, good.length - 1);
      }
      Platform.await(
          () -> platform.row("sensor").toString(),
          () ->
              platform.rejected("sensor", Reason.MALFORMED) == 1
                  && platform.rejected("sensor", Reason.TRUNCATED) == 1);
      healthy.getOutputStream().write(good, 24, good.length - 24);
    }
    platform.settled("sensor", 1);
    assertEquals(1, platform.count("source.port:40000 AND network.packets:2"));
    assertTrue(listener.check().up());
  }

  @Test
  void moreThanItsShareOfConnectionsIsTurnedAwayAndAPortIsFreeAfterTheStop() throws Exception {
    PcapOverIpListener listener = start(null, 0);
    List<Socket> open = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      open.add(connect(listener));
    }
    Platform.await(
        () -> platform.row("sensor").toString(),
        () -> platform.dropped("sensor", Reason.PEER_LIMIT) == 2);
    Platform.stop(listener);
    int port = listener.port();
    PcapOverIpListener again = start(null, port);
    assertEquals(port, again.port());
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** Octet by octet one is never silent for long, and keeps its place. */
  @Test
  void whoSendsNoHeadOfACaptureIsNotWaitedFor() throws Exception {
    PcapOverIpListener listener =
        new PcapOverIpListener(
            vertx,
            new PcapOverIpConfig("sensor", "", new TcpPort("127.0.0.1", 0, null, 8, 2), 65_536),
            platform.intake,
            new Caps());
    platform.start(listener);
    byte[] head = CaptureForms.classic(ByteOrder.BIG_ENDIAN, false);
    long began = System.nanoTime();
    try (Socket slow = connect(listener)) {
      slow.setSoTimeout(300);
      for (int i = 0; i < 20 && isOpen(slow); i++) {
        slow.getOutputStream().write(head[i]);
      }
    }
    long millis = (System.nanoTime() - began) / 1_000_000;
    assertTrue(millis < 4_000, millis + " ms");
    Platform.await(
        () -> platform.row("sensor").toString(),
        () -> platform.rejected("sensor", Reason.PEER_LIMIT) == 1);
    assertEquals(0, platform.rejected("sensor", Reason.TRUNCATED));
  }

  /** It had its head, and could keep its place with an octet now and then. */
  @Test
  void octetsThatNeverMakeAPacketAreNoSignOfLife() throws Exception {
    PcapOverIpListener listener =
        new PcapOverIpListener(
            vertx,
            new PcapOverIpConfig("sensor", "", new TcpPort("127.0.0.1", 0, null, 8, 2), 65_536),
            platform.intake,
            new Caps());
    platform.start(listener);
    byte[] capture = CaptureForms.classic(ByteOrder.BIG_ENDIAN, false, new byte[60_000]);
    try (Socket slow = connect(listener);
        Socket healthy = connect(listener)) {
      slow.getOutputStream().write(capture, 0, 24);
      healthy.getOutputStream().write(capture, 0, 24);
      byte[] one = CaptureForms.claim(ByteOrder.BIG_ENDIAN, 0);
      slow.setSoTimeout(300);
      healthy.setSoTimeout(1);
      int at = 24;
      while (at < 44 && isOpen(slow)) {
        slow.getOutputStream().write(capture[at++]);
        healthy.getOutputStream().write(one);
      }
      assertTrue(at < 40, at + " octets taken");
      assertTrue(isOpen(healthy), "a packet now and then is one");
    }
    Platform.await(
        () -> platform.row("sensor").toString(),
        () -> platform.rejected("sensor", Reason.TRUNCATED) == 1);
  }

  @Test
  void whatASenderLeavesIsNotHeldUntilAnotherComes() throws Exception {
    RecordingIntake intake = new RecordingIntake();
    PcapOverIpListener listener =
        new PcapOverIpListener(vertx, config(null, 0), intake, new Caps());
    listener.start().toCompletableFuture().join();
    byte[] capture =
        CaptureForms.classic(ByteOrder.BIG_ENDIAN, false, CaptureForms.datagram(40_000, 5));
    for (int i = 0; i < 4; i++) {
      try (Socket socket = connect(listener)) {
        socket.getOutputStream().write(capture);
      }
    }
    Platform.await(() -> "flows", () -> intake.records.size() == 4);
    Platform.stop(listener);
  }

  @Test
  void stoppedTwiceItLosesNothing() throws Exception {
    RecordingIntake intake = new RecordingIntake();
    intake.answersAfterMillis = 300;
    PcapOverIpListener listener =
        new PcapOverIpListener(vertx, config(null, 0), intake, new Caps());
    listener.start().toCompletableFuture().join();
    byte[][] packets = new byte[2_000][];
    for (int i = 0; i < packets.length; i++) {
      packets[i] = CaptureForms.datagram(i + 10_000, 60);
    }
    try (Socket socket = connect(listener)) {
      socket.getOutputStream().write(CaptureForms.classic(ByteOrder.BIG_ENDIAN, false, packets));
      Platform.await(() -> "all packets", () -> listener.packets() == packets.length);
      CompletableFuture<Void> first = listener.stop().toCompletableFuture();
      listener.stop().toCompletableFuture().get(20, TimeUnit.SECONDS);
      first.get(20, TimeUnit.SECONDS);
    }
    assertEquals(packets.length, intake.records.size());
    assertEquals(Map.of(), intake.lost);
  }

  private static boolean isOpen(Socket socket) {
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException waited) {
      return true;
    } catch (IOException hungUp) {
      return false;
    }
  }

  @Test
  void aFullJournalHoldsTheSenderAndLosesNothing() throws Exception {
    RecordingIntake intake = new RecordingIntake();
    intake.full = true;
    PcapOverIpListener listener =
        new PcapOverIpListener(vertx, config(null, 0), intake, new Caps());
    listener.start().toCompletableFuture().join();
    byte[][] packets = new byte[30_000][];
    for (int i = 0; i < packets.length; i++) {
      packets[i] = CaptureForms.datagram(i + 10_000, 60);
    }
    byte[] capture = CaptureForms.classic(ByteOrder.BIG_ENDIAN, false, packets);
    Thread sender =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (Socket socket = connect(listener)) {
                    socket.getOutputStream().write(capture);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
    sender.join();
    Platform.await(() -> "all packets", () -> listener.packets() == packets.length);
    assertEquals(0, intake.records.size());
    intake.full = false;
    Platform.stop(listener);
    assertEquals(packets.length, intake.records.size());
    assertEquals(Map.of(), intake.lost);
  }

  private static Socket connect(PcapOverIpListener listener) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), listener.port());
  }

  private PcapOverIpListener start(@Nullable PemKeyCertOptions tls, int port) {
    PcapOverIpListener listener =
        new PcapOverIpListener(vertx, config(tls, port), platform.intake, new Caps());
    platform.start(listener);
    return listener;
  }

  private static PcapOverIpConfig config(@Nullable PemKeyCertOptions tls, int port) {
    return new PcapOverIpConfig("sensor", "", new TcpPort("127.0.0.1", port, tls, 8, 60), 262_144);
  }
}
