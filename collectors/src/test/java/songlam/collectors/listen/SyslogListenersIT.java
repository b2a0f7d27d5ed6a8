package songlam.collectors.listen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import songlam.collectors.listen.tail.TailConfig;
import songlam.collectors.listen.tail.TailListener;
import songlam.collectors.listen.tcp.TcpConfig;
import songlam.collectors.listen.tcp.TcpListener;
import songlam.collectors.listen.udp.UdpConfig;
import songlam.collectors.listen.udp.UdpListener;
import songlam.core.event.Reason;
import songlam.core.journal.InMemorySystemStore;
import songlam.testing.Peers;

@Timeout(60)
class SyslogListenersIT {
  private final Vertx vertx = Vertx.vertx();
  private final RecordingIntake intake = new RecordingIntake();

  @TempDir Path folder;

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void rsyslogForwardsOverTcpAndUdpAndNothingIsMissing() throws Exception {
    Path rsyslogd = Peers.require("rsyslogd", "rsyslog");
    TcpListener tcp = tcp();
    UdpListener udp = udp();
    Path input = folder.resolve("rsyslog.sock");
    Path config =
        Files.writeString(
            folder.resolve("rsyslog.conf"),
            """
            global(workDirectory="%1$s")
            module(load="imuxsock" SysSock.Use="off")
            input(type="imuxsock" Socket="%2$s" CreatePath="on" RateLimit.Interval="0")
            *.* action(type="omfwd" target="127.0.0.1" port="%3$d" protocol="tcp" TCP_Framing="octet-counted" template="RSYSLOG_SyslogProtocol23Format")
            *.* action(type="omfwd" target="127.0.0.1" port="%4$d" protocol="udp" template="RSYSLOG_TraditionalForwardFormat")
            """
                .formatted(folder, input, tcp.port(), udp.port()));
    Process process =
        new ProcessBuilder(
                rsyslogd.toString(),
                "-n",
                "-f",
                config.toString(),
                "-i",
                folder.resolve("pid").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("rsyslog.out").toFile())
            .start();
    try {
      await(() -> Files.exists(input));
      Path logger = Peers.require("logger", "bsdutils");
      Path lines = folder.resolve("lines");
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 500; i++) {
        text.append("Failed password for root from 203.0.113.7 port ").append(i).append(" ssh2\n");
      }
      Files.writeString(lines, text);
      new ProcessBuilder(
              logger.toString(),
              "-u",
              input.toString(),
              "-t",
              "sshd",
              "-p",
              "auth.info",
              "-f",
              lines.toString())
          .inheritIO()
          .start()
          .waitFor();
      await(() -> count("syslog-tcp") >= 500);
      Thread.sleep(300);
      assertEquals(500, count("syslog-tcp"));
      assertTrue(count("syslog-udp") >= 450, "udp: " + count("syslog-udp"));
    } finally {
      process.destroy();
      process.waitFor();
      stop(tcp, udp);
    }
  }

  @Test
  void aSenderThatHangsUpWhileItIsHeldLosesNoLineAndHasNoneCutInTwo() throws Exception {
    TcpListener tcp = tcp();
    intake.answersAfterMillis = 100;
    List<String> lines = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 60_000; i++) {
      lines.add("<86>Nov  3 10:00:00 web-01 sshd[1]: Failed password for root, attempt " + i);
      text.append(lines.getLast()).append('\n');
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), tcp.port())) {
      socket.getOutputStream().write(text.toString().getBytes(UTF_8));
    }
    await(() -> intake.records.size() >= lines.size());
    stop(tcp);
    List<String> came =
        intake.records.stream().map(record -> new String(record.payload(), UTF_8)).toList();
    assertEquals(lines, came);
  }

  @Test
  void aFullJournalHoldsTheSenderAndLosesNothing() throws Exception {
    TcpListener tcp = tcp();
    intake.full = true;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), tcp.port())) {
      for (int i = 0; i < 3_000; i++) {
        socket.getOutputStream().write(("<38>line " + i + "\n").getBytes(UTF_8));
      }
      Thread.sleep(300);
      assertEquals(0, intake.records.size());
      intake.full = false;
    }
    await(() -> intake.records.size() == 3_000);
    stop(tcp);
  }

  @Test
  void aSilentSenderIsClosedButNotOneThatIsHeld() throws Exception {
    TcpListener tcp = tcp(1);
    intake.full = true;
    try (Socket held = new Socket(InetAddress.getLoopbackAddress(), tcp.port());
        Socket silent = new Socket(InetAddress.getLoopbackAddress(), tcp.port())) {
      held.getOutputStream().write("<38>first\n".getBytes(UTF_8));
      silent.setSoTimeout(10_000);
      assertEquals(-1, silent.getInputStream().read(), "closed");
      Thread.sleep(1_000);
      held.getOutputStream().write("<38>second\n".getBytes(UTF_8));
      intake.full = false;
      await(() -> intake.records.size() == 2);
    }
    stop(tcp);
  }

  @Test
  void garbageAndSlowSendersHurtNobodyElse() throws Exception {
    TcpListener tcp = tcp();
    Random random = new Random(5);
    try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), tcp.port());
        Socket wild = new Socket(InetAddress.getLoopbackAddress(), tcp.port());
        Socket good = new Socket(InetAddress.getLoopbackAddress(), tcp.port())) {
      slow.getOutputStream().write("<38>never en".getBytes(UTF_8));
      byte[] noise = new byte[1 << 20];
      random.nextBytes(noise);
      wild.getOutputStream().write(noise);
      wild.getOutputStream().write(("\n<38>" + "x".repeat(200_000) + "\n").getBytes(UTF_8));
      for (int i = 0; i < 100; i++) {
        good.getOutputStream().write(("<38>good " + i + "\n").getBytes(UTF_8));
      }
      good.getOutputStream().flush();
      await(() -> texts().filter(t -> t.startsWith("<38>good")).count() == 100);
      await(() -> intake.lost.getOrDefault(Reason.OVERSIZED, 0L) >= 1);
    }
    await(() -> texts().anyMatch("<38>never en"::equals));
    stop(tcp);
  }

  @Test
  void datagramsWithoutRoomAreCounted() throws Exception {
    UdpListener udp = udp();
    intake.full = true;
    try (DatagramSocket socket = new DatagramSocket()) {
      for (int i = 0; i < 20; i++) {
        byte[] bytes = ("<38>x" + i).getBytes(UTF_8);
        socket.send(
            new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), udp.port()));
      }
      await(() -> intake.lost.getOrDefault(Reason.QUEUE_FULL, 0L) == 20);
    }
    stop(udp);
  }

  @Test
  void filesAreFollowedOverRotationTruncationAndRestart() throws Exception {
    Path log = folder.resolve("app.log");
    InMemorySystemStore places = new InMemorySystemStore();
    Files.writeString(log, "one\ntwo\n");
    TailListener tail = tail(log, places);
    tail.start();
    await(() -> intake.records.size() == 2);
    Files.move(log, folder.resolve("app.log.1"));
    Files.writeString(log, "three\nfou");
    await(() -> intake.records.size() == 3);
    Files.writeString(log, "three\nfour\n");
    await(() -> intake.records.size() == 4);
    tail.stop().toCompletableFuture().join();
    Files.writeString(log, "three\nfour\nfive\n");
    TailListener again = tail(log, places);
    again.start();
    await(() -> intake.records.size() == 5);
    again.stop().toCompletableFuture().join();
    assertEquals(List.of("one", "two", "three", "four", "five"), texts().toList());
  }

  private TailListener tail(Path log, InMemorySystemStore places) {
    return new TailListener(
        new TailConfig("app", "json", "", log, 1_000, 20), intake, places, Clock.systemUTC());
  }

  private TcpListener tcp() {
    return tcp(60);
  }

  private TcpListener tcp(int idleSeconds) {
    TcpListener listener =
        new TcpListener(
            vertx,
            new TcpConfig(
                "syslog-tcp", "syslog", "", "127.0.0.1", 0, null, 8_192, 100, idleSeconds),
            intake,
            Clock.systemUTC());
    listener.start().toCompletableFuture().join();
    assertTrue(listener.check().up());
    return listener;
  }

  private UdpListener udp() {
    UdpListener listener =
        new UdpListener(
            new UdpConfig("syslog-udp", "syslog", "", "127.0.0.1", 0, 1 << 20),
            intake,
            Clock.systemUTC());
    listener.start().toCompletableFuture().join();
    return listener;
  }

  private long count(String source) {
    synchronized (intake.records) {
      return intake.records.stream()
          .filter(r -> r.source().equals(source))
          .filter(r -> new String(r.payload(), UTF_8).contains("Failed password"))
          .count();
    }
  }

  private Stream<String> texts() {
    synchronized (intake.records) {
      return intake.records.stream().map(r -> new String(r.payload(), UTF_8)).toList().stream();
    }
  }

  private static void stop(Listener... listeners) {
    for (Listener listener : listeners) {
      listener.stop().toCompletableFuture().join();
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(10);
    }
  }
}
