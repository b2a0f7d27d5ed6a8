package songlam.console.simulate.story;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.List;
import songlam.console.simulate.Camera;
import songlam.console.simulate.Host;
import songlam.console.simulate.Province;
import songlam.console.simulate.Script;
import songlam.console.simulate.Wires;
import songlam.console.simulate.wire.Flow;

/**
 * One attack, told in under three minutes: scan → password guessing → success → a new administrator
 * and a wiped log → lateral movement → the cameras → data leaving.
 */
public final class Attack {
  private static final int AUTH_INFO = 4 * 8 + 6;
  private static final int AUTH_NOTICE = 4 * 8 + 5;
  private static final String STOLEN_ACCOUNT = "quantri";
  private static final String[] GUESSED = {"root", "admin", "oracle", "test", STOLEN_ACCOUNT};

  private final Province province;
  private final WindowsDomain domain;
  private final Host entry;

  /**
   * @param domain writes what the Windows servers see of it
   */
  public Attack(Province province, WindowsDomain domain) {
    this.province = province;
    this.domain = domain;
    this.entry = province.server("web-01");
  }

  /** Adds the attack to the script, from this second on. */
  public void tell(Script script, double start) {
    scan(script, start);
    guess(script, start + 12);
    breakIn(script, start + 62);
    dig(script, start + 72);
    spread(script, start + 84);
    takeCameras(script, start + 108);
    carryOff(script, start + 136);
  }

  private void scan(Script script, double start) {
    for (int i = 0; i < 160; i++) {
      int port = 20 + i * 7;
      script.at(
          start + i * 0.06,
          (wires, at) ->
              wires
                  .flows()
                  .export(
                      List.of(Flow.syn(Province.ATTACKER, 41_000 + port, entry.ip(), port, at)),
                      at));
    }
  }

  private void guess(Script script, double start) {
    for (int i = 0; i < 96; i++) {
      String user = GUESSED[i % GUESSED.length];
      int port = 50_000 + i;
      boolean known = user.equals("root") || user.equals(STOLEN_ACCOUNT);
      String line =
          "Failed password for %s%s from %s port %d ssh2"
              .formatted(known ? "" : "invalid user ", user, Province.ATTACKER, port);
      script.at(start + i * 0.5, (wires, at) -> sshd(wires, at, entry, 4_000 + port % 997, line));
    }
  }

  private void breakIn(Script script, double start) {
    script.at(
        start,
        (wires, at) ->
            sshd(
                wires,
                at,
                entry,
                4_711,
                "Accepted password for %s from %s port 50999 ssh2"
                    .formatted(STOLEN_ACCOUNT, Province.ATTACKER)));
    script.at(
        start + 0.2,
        (wires, at) ->
            sshd(
                wires,
                at,
                entry,
                4_711,
                "pam_unix(sshd:session): session opened for user %s(uid=1007) by (uid=0)"
                    .formatted(STOLEN_ACCOUNT)));
  }

  private void dig(Script script, double start) {
    script.at(start, (wires, at) -> sudo(wires, at, "/usr/sbin/useradd -m -s /bin/bash hotro"));
    script.at(
        start + 0.5,
        (wires, at) ->
            log(
                wires,
                at,
                "useradd",
                5_021,
                "new user: name=hotro, UID=1011, GID=1011, home=/home/hotro, shell=/bin/bash,"
                    + " from=/dev/pts/1"));
    script.at(start + 2, (wires, at) -> sudo(wires, at, "/usr/sbin/usermod -aG sudo hotro"));
    script.at(
        start + 2.5,
        (wires, at) -> log(wires, at, "usermod", 5_033, "add 'hotro' to group 'sudo'"));
    script.at(
        start + 5, (wires, at) -> sudo(wires, at, "/usr/bin/truncate -s 0 /var/log/auth.log"));
  }

  private void spread(Script script, double start) {
    List<Host> inside =
        province.servers().stream().filter(host -> host.ip().startsWith("10.40.20.")).toList();
    for (int i = 0; i < 40; i++) {
      Host target = inside.get(i % inside.size());
      int port = 45_000 + i;
      script.at(start + i * 0.4, (wires, at) -> tryInside(wires, at, target, port));
    }
    Host database = province.server("db-01");
    script.at(
        start + 18,
        (wires, at) ->
            sshd(
                wires,
                at,
                database,
                6_900,
                "Accepted password for %s from %s port 45999 ssh2"
                    .formatted(STOLEN_ACCOUNT, entry.ip())));
    Host controller = province.server("ad-01");
    script.at(
        start + 20,
        (wires, at) ->
            wires
                .console()
                .bulk(List.of(domain.signedIn(controller, STOLEN_ACCOUNT, entry.ip(), at))));
  }

  private void tryInside(Wires wires, long at, Host target, int port)
      throws IOException, InterruptedException {
    if (province.windows().contains(target)) {
      wires.console().bulk(List.of(domain.refused(target, STOLEN_ACCOUNT, entry.ip(), at)));
    } else {
      String line =
          "Failed password for %s from %s port %d ssh2".formatted(STOLEN_ACCOUNT, entry.ip(), port);
      sshd(wires, at, target, 6_000 + port % 997, line);
    }
  }

  private void takeCameras(Script script, double start) {
    List<Camera> cameras = province.cameras().subList(0, 24);
    for (int i = 0; i < cameras.size() * 2; i++) {
      Camera camera = cameras.get(i % cameras.size());
      int port = 47_000 + i;
      boolean opened = i >= cameras.size() * 2 - 2;
      byte[] request =
          ("DESCRIBE rtsp://%s:554/Streaming/Channels/101 RTSP/1.0\r\nCSeq: 2\r\n"
                  + "Authorization: Basic YWRtaW46MTIzNDU=\r\nUser-Agent: LibVLC/3.0\r\n\r\n")
              .formatted(camera.ip())
              .getBytes(US_ASCII);
      byte[] answer =
          (opened
                  ? "RTSP/1.0 200 OK\r\nCSeq: 2\r\nContent-Length: 0\r\n\r\n"
                  : "RTSP/1.0 401 Unauthorized\r\nCSeq: 2\r\nWWW-Authenticate: Digest"
                      + " realm=\"IP Camera\"\r\n\r\n")
              .getBytes(US_ASCII);
      script.at(
          start + i * 0.5,
          (wires, at) ->
              wires
                  .capture()
                  .tcp(at - 400, 120, entry.ip(), port, camera.ip(), 554, request, answer));
    }
  }

  private void carryOff(Script script, double start) {
    Host database = province.server("db-01");
    Camera camera = province.cameras().getFirst();
    for (int i = 0; i < 12; i++) {
      int port = 52_000 + i;
      script.at(
          start + i * 2,
          (wires, at) ->
              wires
                  .flows()
                  .export(
                      List.of(
                          Flow.tcp(
                              database.ip(),
                              port,
                              Province.DROP_SERVER,
                              443,
                              180_000_000L,
                              at - 1_900,
                              at),
                          Flow.tcp(
                              camera.ip(),
                              port + 100,
                              Province.DROP_SERVER,
                              443,
                              24_000_000L,
                              at - 1_900,
                              at)),
                      at));
    }
  }

  private void sudo(Wires wires, long at, String command) throws IOException {
    wires
        .syslog()
        .bsd(
            AUTH_NOTICE,
            at,
            entry.name(),
            "sudo",
            STOLEN_ACCOUNT
                + " : TTY=pts/1 ; PWD=/home/"
                + STOLEN_ACCOUNT
                + " ; USER=root ; COMMAND="
                + command);
  }

  private void log(Wires wires, long at, String tag, int pid, String line) throws IOException {
    wires.syslog().bsd(AUTH_INFO, at, entry.name(), tag + "[" + pid + "]", line);
  }

  private static void sshd(Wires wires, long at, Host host, int pid, String line)
      throws IOException {
    wires.syslog().bsd(AUTH_INFO, at, host.name(), "sshd[" + pid + "]", line);
  }
}
