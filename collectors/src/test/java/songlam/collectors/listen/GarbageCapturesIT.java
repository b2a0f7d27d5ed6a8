package songlam.collectors.listen;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static songlam.collectors.parse.packet.CaptureForms.claim;
import static songlam.collectors.parse.packet.CaptureForms.classic;
import static songlam.collectors.parse.packet.CaptureForms.datagram;
import static songlam.collectors.parse.packet.CaptureForms.dnsAnswer;
import static songlam.collectors.parse.packet.CaptureForms.joined;
import static songlam.collectors.parse.packet.CaptureForms.networkInterface;
import static songlam.collectors.parse.packet.CaptureForms.pcapng;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import songlam.collectors.Platform;
import songlam.collectors.listen.pcap.PcapOverIpConfig;
import songlam.collectors.listen.pcap.PcapOverIpListener;
import songlam.collectors.listen.tcp.TcpConfig;
import songlam.collectors.listen.tcp.TcpListener;
import songlam.core.event.Caps;
import songlam.core.event.Reason;

/**
 * Everything that is no capture, to the input of packets, while a good sensor and a sender of
 * syslog go on: nothing dies, the ledger says what was wrong, and neither waits for the garbage.
 */
@Timeout(120)
class GarbageCapturesIT {
  private static final int GOOD = 20;

  /** Nobody who looks at flows notices so much; a quarter of a second is the sensor's own beat. */
  private static final long UNNOTICED_MILLIS = 600;

  private final Vertx vertx = Vertx.vertx();
  private final ExecutorService enemies = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> attacks = new ArrayList<>();
  private final List<Socket> held = new ArrayList<>();
  @TempDir Path folder;
  private Platform platform;
  private PcapOverIpListener packets;
  private TcpListener syslog;

  @BeforeEach
  void open() {
    platform = new Platform(folder.resolve("data"));
    packets =
        new PcapOverIpListener(
            vertx,
            new PcapOverIpConfig("packets", "", new TcpPort("127.0.0.1", 0, null, 64, 60), 65_536),
            platform.intake,
            new Caps());
    syslog =
        new TcpListener(
            vertx,
            new TcpConfig("syslog", "syslog", "", "127.0.0.1", 0, null, 65_536, 100, 60),
            platform.intake,
            Clock.systemUTC());
    platform.start(packets);
    platform.start(syslog);
  }

  @AfterEach
  void close() throws Exception {
    enemies.shutdownNow();
    for (Socket open : held) {
      open.close();
    }
    platform.close();
    vertx.close().await();
  }

  @Test
  void garbageHurtsNobodyElse() throws Exception {
    waits("calm", 100);
    for (int i = 0; i < 8; i++) {
      Socket slow = connect();
      held.add(slow);
      attack(() -> drip(slow, joined(classic(BIG_ENDIAN, false), claim(BIG_ENDIAN, 65_000))));
    }
    for (int seed = 0; seed < 6; seed++) {
      int from = seed;
      attack(() -> send(noise(from, 1 << 20)));
      attack(() -> send(joined(classic(LITTLE_ENDIAN, true), noise(from, 1 << 20))));
      attack(() -> send(joined(pcapng(BIG_ENDIAN), noise(from, 1 << 20))));
    }
    attack(() -> send("GET / HTTP/1.1\r\nHost: example.vn\r\n\r\n".getBytes(UTF_8)));
    attack(() -> send(joined(classic(BIG_ENDIAN, false), claim(BIG_ENDIAN, Integer.MAX_VALUE))));
    attack(() -> send(Arrays.copyOf(classic(BIG_ENDIAN, true, datagram(9, 9)), 50)));
    byte[][] interfaces =
        Collections.nCopies(20_000, networkInterface(BIG_ENDIAN)).toArray(byte[][]::new);
    attack(() -> send(joined(pcapng(BIG_ENDIAN), joined(interfaces))));
    attack(this::manyFlowsOfManyTimes);
    attack(this::framesOfNoise);
    long besides = waits("storm", 1_000);
    for (Future<?> attack : attacks) {
      attack.get();
    }
    long after = waits("after", 2_000);
    System.out.printf(
        "LATENCY of good senders: beside garbage %d ms, after %d ms%n", besides, after);
    assertTrue(besides <= UNNOTICED_MILLIS, besides + " ms beside garbage");
    for (Socket slow : held) {
      slow.close();
    }
    Platform.await(
        () -> platform.row("packets").toString(),
        () -> platform.rejected("packets", Reason.TRUNCATED) >= 9);
    assertTrue(platform.rejected("packets", Reason.MALFORMED) >= 7, "noise");
    assertTrue(platform.rejected("packets", Reason.OVERSIZED) >= 2, "claims, interfaces");
    platform.settled("packets");
    assertEquals(0, platform.rejected("packets", Reason.INTERNAL));
    assertTrue(packets.check().up(), packets.check().detail().en());
  }

  /** New flows all the time, and a clock that jumps: each jump ends what was there. */
  private Void manyFlowsOfManyTimes() throws IOException {
    byte[][] some = new byte[20_000][];
    for (int i = 0; i < some.length; i++) {
      some[i] = datagram(i + 10_000, 0);
    }
    byte[] capture = classic(BIG_ENDIAN, false, some);
    for (int at = 24; at < capture.length; at += 44 * 1_000) {
      capture[at + 1] ^= (byte) at;
    }
    return send(capture);
  }

  private Void framesOfNoise() throws IOException {
    byte[][] some = new byte[2_000][];
    for (int i = 0; i < some.length; i++) {
      some[i] = noise(i, i % 1_400);
      if (i % 3 == 0 && some[i].length > 0) {
        some[i][0] = 0x45;
      }
    }
    return send(classic(BIG_ENDIAN, false, some));
  }

  /** How long half of the DNS answers and the lines beside them take until they are stored. */
  private long waits(String round, int firstId) throws Exception {
    List<Long> waits = new ArrayList<>();
    try (Socket sensor = connect();
        Socket sender = new Socket(InetAddress.getLoopbackAddress(), syslog.port())) {
      sensor.getOutputStream().write(classic(BIG_ENDIAN, false));
      for (int i = 0; i < GOOD; i++) {
        byte[] answer = classic(BIG_ENDIAN, false, dnsAnswer(firstId + i));
        String line = round + "-" + i;
        long sent = System.nanoTime();
        sensor.getOutputStream().write(answer, 24, answer.length - 24);
        sender.getOutputStream().write(("<38>good: " + line + " end\n").getBytes(UTF_8));
        arrived("message:\"" + line + " end\"");
        arrived("songlam.source:packets AND dns.id:" + (firstId + i));
        waits.add((System.nanoTime() - sent) / 1_000_000);
      }
    }
    Collections.sort(waits);
    return waits.get(waits.size() / 2);
  }

  private void arrived(String query) throws InterruptedException {
    Platform.await(() -> query, () -> platform.count(query) == 1);
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), packets.port());
  }

  private void attack(java.util.concurrent.Callable<?> attack) {
    attacks.add(enemies.submit(attack));
  }

  private Void send(byte[] octets) {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(octets);
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    } catch (IOException hungUp) {
      return null;
    }
    return null;
  }

  private static Void drip(Socket socket, byte[] octets) throws Exception {
    for (byte octet : octets) {
      socket.getOutputStream().write(octet);
      Thread.sleep(20);
    }
    return null;
  }

  private static byte[] noise(int seed, int length) {
    byte[] noise = new byte[length];
    new Random(seed).nextBytes(noise);
    return noise;
  }
}
