package songlam.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import songlam.testing.Peers;

/** A real attack, no simulator: real tools attack real servers, real senders tell of it. */
@Timeout(120)
class RealAttackIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void aPasswordGuesserAgainstRealSshdIsSeenThroughRsyslogAndNamedRight() throws Exception {
    assumeRoot("sshd runs with its own host keys and reads the password file");
    int syslog = RunningPlatform.freePort();
    try (RunningPlatform platform =
        new RunningPlatform(
            folder, "inputs:\n  logs: {kind: tcp, type: syslog, port: %d}\n".formatted(syslog))) {
      int ssh = sshdBehindRsyslog(syslog);
      for (int i = 0; i < 24; i++) {
        guess(ssh, "root");
      }
      JsonObject guessing = platform.await("alerts", PATIENCE, RealAttackIT::hasGuessing);
      assertTrue(hasGuessing(guessing), guessing.encodePrettily());
      signInWithKey(ssh);
      JsonObject taken =
          platform.await(
              "alerts",
              PATIENCE,
              answer -> rules(answer).contains("security/guessing-then-success"));
      assertTrue(rules(taken).contains("security/guessing-then-success"), taken.encodePrettily());
      JsonObject alert =
          taken.getJsonArray("items").stream()
              .map(JsonObject.class::cast)
              .filter(a -> a.getString("rule").equals("security/guessing-then-success"))
              .findFirst()
              .orElseThrow();
      String reason = alert.getJsonObject("reason").getString("vi");
      assertTrue(reason.contains("127.0.0.1") && reason.contains("root"), reason);
      assertEquals("high", alert.getString("severity"));
    }
  }

  @Test
  void aPortScanIsSeenBySoftflowdAndNamedRight() throws Exception {
    assumeRoot("softflowd captures from the loopback interface");
    Path softflowd = Peers.require("softflowd", "softflowd");
    Path dumpcap = Peers.require("dumpcap", "tshark");
    Path nmap = Peers.require("nmap", "nmap");
    int flows = RunningPlatform.freePort();
    try (RunningPlatform platform =
        new RunningPlatform(
            folder, "inputs:\n  flows: {kind: udp, type: netflow, port: %d}\n".formatted(flows))) {
      Path capture = folder.resolve("scan.pcapng");
      Process recording =
          start(
              dumpcap.toString(),
              "-q",
              "-i",
              "lo",
              "-f",
              "tcp portrange 2000-2300",
              "-w",
              capture.toString(),
              "-a",
              "duration:4");
      awaitFile(capture);
      run(nmap.toString(), "-n", "-Pn", "-sT", "-p", "2000-2300", "127.0.0.77");
      assertTrue(recording.waitFor(20, TimeUnit.SECONDS), "the capture ends by itself");
      run(softflowd.toString(), "-r", capture.toString(), "-n", "127.0.0.1:" + flows, "-v", "9");
      JsonObject answer =
          platform.await(
              "alerts", PATIENCE, alerts -> rules(alerts).contains("security/port-scan"));
      assertTrue(rules(answer).contains("security/port-scan"), answer.encodePrettily());
      Set<String> attackers = new HashSet<>();
      for (Object item : answer.getJsonArray("items")) {
        attackers.addAll(attackers((JsonObject) item));
      }
      assertEquals(Set.of("127.0.0.1"), attackers, "the scanned machine's answers are no scan");
    }
  }

  /** Starts sshd, writing its log to a file that rsyslog follows and forwards. */
  private int sshdBehindRsyslog(int syslogPort) throws Exception {
    Path sshd = Peers.require("sshd", "openssh-server");
    Path rsyslogd = Peers.require("rsyslogd", "rsyslog");
    Path keygen = Peers.require("ssh-keygen", "openssh-client");
    Path hostKey = folder.resolve("host_key");
    Path userKey = folder.resolve("user_key");
    run(keygen.toString(), "-q", "-t", "ed25519", "-N", "", "-f", hostKey.toString());
    run(keygen.toString(), "-q", "-t", "ed25519", "-N", "", "-f", userKey.toString());
    Files.createDirectories(Path.of("/run/sshd"));
    int port = RunningPlatform.freePort();
    Path config =
        Files.writeString(
            folder.resolve("sshd_config"),
            """
            ListenAddress 127.0.0.1
            Port %d
            HostKey %s
            AuthorizedKeysFile %s.pub
            StrictModes no
            UsePAM no
            PermitRootLogin yes
            PasswordAuthentication yes
            MaxAuthTries 6
            PidFile none
            """
                .formatted(port, hostKey, userKey));
    Path log = Files.createFile(folder.resolve("sshd.log"));
    startInto(log, sshd.toString(), "-D", "-e", "-f", config.toString());
    Path rsyslog =
        Files.writeString(
            folder.resolve("rsyslog.conf"),
            """
            global(workDirectory="%1$s")
            module(load="imfile" mode="polling" PollingInterval="1")
            input(type="imfile" File="%2$s" Tag="sshd:" Facility="authpriv")
            *.* action(type="omfwd" target="127.0.0.1" port="%3$d" protocol="tcp"
                       template="RSYSLOG_SyslogProtocol23Format")
            """
                .formatted(folder, log, syslogPort));
    start(
        rsyslogd.toString(),
        "-n",
        "-f",
        rsyslog.toString(),
        "-i",
        folder.resolve("rsyslog.pid").toString());
    return port;
  }

  private void guess(int port, String user) throws Exception {
    Path sshpass = Peers.require("sshpass", "sshpass");
    new ProcessBuilder(
            sshpass.toString(),
            "-p",
            "wrong-" + System.nanoTime(),
            "ssh",
            "-p",
            String.valueOf(port),
            "-o",
            "StrictHostKeyChecking=no",
            "-o",
            "UserKnownHostsFile=/dev/null",
            "-o",
            "PreferredAuthentications=password",
            "-o",
            "PubkeyAuthentication=no",
            "-o",
            "NumberOfPasswordPrompts=1",
            user + "@127.0.0.1",
            "true")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor(20, TimeUnit.SECONDS);
  }

  private void signInWithKey(int port) throws Exception {
    run(
        "ssh",
        "-p",
        String.valueOf(port),
        "-i",
        folder.resolve("user_key").toString(),
        "-o",
        "IdentitiesOnly=yes",
        "-o",
        "StrictHostKeyChecking=no",
        "-o",
        "UserKnownHostsFile=/dev/null",
        "root@127.0.0.1",
        "true");
  }

  private static List<String> attackers(JsonObject alert) {
    return alert.getJsonArray("entities").stream()
        .map(JsonObject.class::cast)
        .filter(entity -> entity.getString("role").equals("attacker"))
        .map(entity -> entity.getString("value"))
        .toList();
  }

  private static boolean hasGuessing(JsonObject answer) {
    return rules(answer).contains("security/password-guessing");
  }

  private static List<String> rules(JsonObject answer) {
    return answer.getJsonArray("items").stream()
        .map(item -> ((JsonObject) item).getString("rule"))
        .toList();
  }

  private Process start(String... command) throws IOException {
    return startInto(Files.createFile(folder.resolve("out-" + started.size())), command);
  }

  private Process startInto(Path output, String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    started.add(process);
    return process;
  }

  private void run(String... command) throws IOException, InterruptedException {
    Path output = folder.resolve("run-" + System.nanoTime());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), String.join(" ", command));
    assertEquals(0, process.exitValue(), Files.readString(output));
  }

  private static void awaitFile(Path file) throws InterruptedException {
    for (int i = 0; i < 100 && !Files.exists(file); i++) {
      Thread.sleep(100);
    }
  }

  private static void assumeRoot(String why) {
    Assumptions.assumeTrue(
        System.getProperty("user.name").equals("root"), () -> "needs root: " + why);
  }
}
