package songlam.console.simulate.story;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import songlam.console.simulate.Camera;
import songlam.console.simulate.Host;
import songlam.console.simulate.Province;
import songlam.console.simulate.Routine;
import songlam.console.simulate.Script;
import songlam.console.simulate.wire.Capture;
import songlam.console.simulate.wire.Flow;
import songlam.console.simulate.wire.IpfixExporter;
import songlam.console.simulate.wire.SyslogClient;

/**
 * What happens when nothing happens: people work, cameras record, cron runs, somebody mistypes a
 * password, the vulnerability scanner scans. None of it may raise an alert.
 */
public final class OrdinaryDay implements Routine {
  private static final int AUTH_INFO = 4 * 8 + 6;
  private static final int CRON_INFO = 9 * 8 + 6;
  private static final int DAEMON_INFO = 3 * 8 + 6;
  private static final String[] STAFF = {"an.nguyen", "binh.tran", "chi.le", "dung.pham", "em.ho"};
  private static final String[] NAMES = {
    "nghean.gov.vn", "dichvucong.gov.vn", "baonghean.vn", "chinhphu.vn", "mail.nghean.gov.vn"
  };

  private static final int LOGS_PER_SECOND = 4;
  private static final int QUESTIONS_PER_SECOND = 2;
  private static final int EXPORT_EVERY_SECONDS = 5;
  private static final int CONVERSATIONS_PER_EXPORT = 5;
  private static final long MINUTE = 60_000;

  private final Province province;
  private final List<Host> linux;
  private final Random random;

  public OrdinaryDay(Province province, long seed) {
    this.province = province;
    this.linux = new ArrayList<>(province.servers());
    this.linux.removeAll(province.windows());
    this.random = new Random(seed);
  }

  /** In slices of a second, so that nothing is dated ahead of its sending. */
  @Override
  public void tell(Script script, int from, int to) {
    for (int second = from; second < to; second++) {
      script.at(
          second,
          (wires, at) -> {
            logs(wires.syslog(), at, 0, LOGS_PER_SECOND);
            packets(wires.capture(), at, QUESTIONS_PER_SECOND);
          });
    }
    for (int second = from + 2; second < to; second += EXPORT_EVERY_SECONDS) {
      script.at(second, (wires, at) -> flows(wires.flows(), at - MINUTE, CONVERSATIONS_PER_EXPORT));
    }
    script.at(from + 15, (wires, at) -> announcedScan(wires.flows(), at));
  }

  /** This many log lines, spread over the span that begins at this time. */
  public void logs(SyslogClient syslog, long from, long span, int lines) throws IOException {
    for (int i = 0; i < lines; i++) {
      long at = from + i * span / lines;
      Host host = linux.get(random.nextInt(linux.size()));
      int pid = 1_000 + random.nextInt(30_000);
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> login(syslog, at, host, pid);
        case 3 -> sudo(syslog, at, host, pid);
        case 4 -> mistype(syslog, at, host, pid);
        case 5, 6, 7 ->
            syslog.modern(
                CRON_INFO, at, host.name(), "CRON", pid, "(root) CMD (/usr/lib/sysstat/sa1 1 1)");
        default ->
            syslog.modern(
                DAEMON_INFO, at, host.name(), "systemd", 1, "Started Session " + pid + " of user.");
      }
    }
  }

  /** Flows of one minute that begins at this time, exported at its end. */
  public void flows(IpfixExporter exporter, long minute, int conversations) throws IOException {
    List<Flow> flows = new ArrayList<>();
    for (int i = 0; i < conversations; i++) {
      long from = minute + random.nextInt(50_000);
      Host desk = province.desks().get(random.nextInt(province.desks().size()));
      flows.add(
          switch (random.nextInt(4)) {
            case 0 -> web(desk, from);
            case 1 -> Flow.udp(desk.ip(), port(), province.server("dns-01").ip(), 53, 74, from);
            case 2 -> toDatabase(from);
            default -> recording(from);
          });
    }
    exporter.export(flows, minute + 60_000);
  }

  /** Questions to the resolver and its answers, as the sensor sees them. */
  public void packets(Capture capture, long at, int questions) throws IOException {
    for (int i = 0; i < questions; i++) {
      Host desk = province.desks().get(random.nextInt(province.desks().size()));
      String name = NAMES[random.nextInt(NAMES.length)];
      String resolver = province.server("dns-01").ip();
      int id = random.nextInt(65_536);
      int port = port();
      byte[] address = {(byte) 198, 51, 100, (byte) (1 + random.nextInt(90))};
      capture.udp(at, desk.ip(), port, resolver, 53, Capture.dnsQuestion(id, name, 1));
      capture.udp(at, resolver, 53, desk.ip(), port, Capture.dnsAnswer(id, name, address));
    }
  }

  /** The scanner's weekly look at one server: 200 ports, all known and announced. */
  public void announcedScan(IpfixExporter exporter, long at) throws IOException {
    List<Flow> probes = new ArrayList<>();
    for (int port = 1; port <= 200; port++) {
      probes.add(
          Flow.syn(
              province.server("scan-01").ip(),
              40_000 + port,
              province.server("app-01").ip(),
              port,
              at));
    }
    exporter.export(probes, at);
  }

  private void login(SyslogClient syslog, long at, Host host, int pid) throws IOException {
    String user = STAFF[random.nextInt(STAFF.length)];
    String from = province.desks().get(random.nextInt(province.desks().size())).ip();
    syslog.modern(
        AUTH_INFO,
        at,
        host.name(),
        "sshd",
        pid,
        "Accepted publickey for " + user + " from " + from + " port " + port() + " ssh2");
  }

  private void sudo(SyslogClient syslog, long at, Host host, int pid) throws IOException {
    String user = STAFF[random.nextInt(STAFF.length)];
    syslog.modern(
        AUTH_INFO,
        at,
        host.name(),
        "sudo",
        pid,
        user
            + " : TTY=pts/0 ; PWD=/home/"
            + user
            + " ; USER=root ; COMMAND=/usr/bin/systemctl status nginx");
  }

  private void mistype(SyslogClient syslog, long at, Host host, int pid) throws IOException {
    String user = STAFF[random.nextInt(STAFF.length)];
    syslog.modern(
        AUTH_INFO,
        at,
        host.name(),
        "sshd",
        pid,
        "Failed password for " + user + " from " + nat().ip() + " port " + port() + " ssh2");
  }

  private Flow web(Host desk, long from) {
    return Flow.tcp(
        desk.ip(),
        port(),
        province.server("web-01").ip(),
        443,
        2_000 + random.nextInt(60_000),
        from,
        from + 4_000);
  }

  private Flow toDatabase(long from) {
    return Flow.tcp(
        province.server("app-01").ip(),
        port(),
        province.server("db-01").ip(),
        5432,
        8_000 + random.nextInt(90_000),
        from,
        from + 2_000);
  }

  private Flow recording(long from) {
    Camera camera = province.cameras().get(random.nextInt(province.cameras().size()));
    return Flow.tcp(
        province.server("nvr-01").ip(), port(), camera.ip(), 554, 900_000, from, from + 9_000);
  }

  private Host nat() {
    return province.server("nat-01");
  }

  private int port() {
    return 32_768 + random.nextInt(28_000);
  }
}
