package songlam.console.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Log lines as real products wrote them, read in place from the public corpora; where these are
 * absent a few lines of common shape, which the run says. Every line has the header of RFC 3164
 * with its time left open. One line in a hundred is a failed login, for which there are rules.
 */
final class SyslogCorpus {
  private static final int LONGEST = 2_000;
  private static final int FINDINGS_PER_HUNDRED = 1;
  private static final Pattern BSD =
      Pattern.compile("(?:<(\\d{1,3})>)?[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d (\\S+ .*)");
  private static final Pattern TAGGED =
      Pattern.compile("(\\S+) +([^\\s:\\[]{1,48})(?:\\[(\\d+)])?: ?(.*)");
  private static final List<String> FOLDERS =
      List.of("crowdsec-hub-tests", "filebeat-module-golden", "auditbeat-auditd");

  private final List<Line> lines = new ArrayList<>();
  private final String origin;

  /**
   * A line without its time.
   *
   * @param priority the number in front
   * @param rest from the host on
   */
  record Line(int priority, String rest) {
    /** The same in the order of RFC 5424: host, program, process, and no more of its fields. */
    String modern() {
      Matcher parts = TAGGED.matcher(rest);
      return parts.matches()
          ? "%s %s %s - - %s"
              .formatted(
                  parts.group(1),
                  parts.group(2),
                  parts.group(3) == null ? "-" : parts.group(3),
                  parts.group(4))
          : "gw-01 - - - - " + rest;
    }
  }

  private SyslogCorpus(Path folder) {
    if (Files.isDirectory(folder)) {
      FOLDERS.forEach(name -> logs(folder.resolve(name)));
      templates(folder.resolve("syslog-sc4s/cases.jsonl"));
    }
    origin = lines.isEmpty() ? "generated lines (the public corpora are absent)" : "real lines";
    if (lines.isEmpty()) {
      generated();
    }
  }

  /** From {@code SONGLAM_CORPORA}, or {@code ../shared/data} beside the project. */
  static SyslogCorpus read() {
    return new SyslogCorpus(Corpora.folder());
  }

  /** So many lines, drawn from all; the same for the same seed. */
  List<Line> draw(int count, long seed) {
    Random random = new Random(seed);
    List<Line> drawn = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      drawn.add(
          i % 100 < FINDINGS_PER_HUNDRED
              ? failedLogin(random)
              : lines.get(random.nextInt(lines.size())));
    }
    Collections.shuffle(drawn, random);
    return drawn;
  }

  /** Where the lines come from, for the sheet. */
  String describe() {
    long bytes = lines.stream().mapToLong(line -> line.rest().length() + 22L).sum();
    return "%s: %,d distinct, %d bytes on average, %d %% of them failed logins for the rules"
        .formatted(origin, lines.size(), bytes / lines.size(), FINDINGS_PER_HUNDRED);
  }

  private static Line failedLogin(Random random) {
    int sender = random.nextInt(2_000);
    return new Line(
        86,
        "web-%02d sshd[%d]: Failed password for invalid user admin from 203.0.%d.%d port %d ssh2"
            .formatted(
                random.nextInt(40),
                1_000 + random.nextInt(9_000),
                113 + sender / 250,
                1 + sender % 250,
                1_024 + random.nextInt(60_000)));
  }

  private void logs(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".log")).sorted().toList()) {
        String program = program(file);
        for (String text : Files.readString(file, ISO_8859_1).split("\n")) {
          take(text.strip(), program);
        }
      }
    } catch (IOException e) {
      throw new BenchException(root + ": " + e.getMessage(), e);
    }
  }

  /** Messages of the case file that carry the BSD header and nothing else to fill in. */
  private void templates(Path file) {
    try {
      for (String line : Files.readAllLines(file)) {
        JsonNode values = new ObjectMapper().readTree(line).findPath("values");
        for (JsonNode value : values) {
          String text =
              value
                  .asText()
                  .replaceFirst("^\\{\\{ ?mark ?}} ?", "<134>")
                  .replaceFirst("\\{\\{ ?bsd ?}}", "Jan  1 00:00:00")
                  .replace("{{ host }}", "gw-01");
          if (!text.contains("{{") && BSD.matcher(text).matches()) {
            take(text, "relay");
          }
        }
      }
    } catch (IOException e) {
      throw new BenchException(file + ": " + e.getMessage(), e);
    }
  }

  private void take(String text, String program) {
    if (text.isEmpty() || text.length() > LONGEST || text.indexOf('\0') >= 0) {
      return;
    }
    Matcher header = BSD.matcher(text);
    if (header.matches()) {
      int priority = header.group(1) == null ? 38 : Integer.parseInt(header.group(1));
      lines.add(new Line(Math.min(191, priority), header.group(2)));
    } else {
      lines.add(new Line(134, "relay-%02d %s: %s".formatted(lines.size() % 40, program, text)));
    }
  }

  private static String program(Path file) {
    String name = file.getFileName().toString().replaceAll("[^a-zA-Z].*", "");
    return name.isEmpty() ? "app" : name;
  }

  private void generated() {
    lines.add(
        new Line(38, "web-01 sshd[812]: Accepted publickey for an from 10.1.2.3 port 50122 ssh2"));
    lines.add(
        new Line(
            86, "db-01 sudo:     an : TTY=pts/0 ; PWD=/home/an ; USER=root ; COMMAND=/usr/bin/id"));
    lines.add(
        new Line(
            78,
            "app-02 CRON[991]: pam_unix(cron:session): session opened for user root by (uid=0)"));
    lines.add(new Line(30, "app-03 systemd[1]: Started Daily apt upgrade and clean activities."));
    lines.add(
        new Line(
            134,
            "lb-01 haproxy[77]: 10.1.4.7:55118 [x] web be/web-02 0/0/1/12/13 200 4521 - - ---- 9/9/0/0/0 0/0 \"GET /tthc HTTP/1.1\""));
  }
}
