package songlam.collectors.parse.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import songlam.collectors.frame.Framer;
import songlam.collectors.frame.SyslogFramer;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.core.event.ParseResult;
import songlam.core.event.ParseResult.Parsed;
import songlam.core.event.RawRecord;
import songlam.testing.Peers;

/** Messages that others collected, and what their own tools read in them. */
class SyslogCorpusTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern TAG = Pattern.compile(",(\\w+)=([^,\\s]+)");
  private static final Pattern TEXT = Pattern.compile("message=\"((?:[^\"\\\\]++|\\\\.)*+)\"");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{ *(\\w+) *\\}\\}");

  private final SyslogParser parser = new SyslogParser(ZoneId.of("UTC"));

  /** Telegraf: each input file through the framer, each metric it expects. */
  @Test
  void telegrafsCases() throws IOException {
    Path cases = Peers.corpus("syslog-telegraf").resolve("syslog/testcases");
    Map<String, String> different = new TreeMap<>();
    int compared = 0;
    for (Path folder : list(cases)) {
      if (!Files.exists(folder.resolve("expected.out"))) {
        continue;
      }
      List<String> expected =
          Files.readAllLines(folder.resolve("expected.out")).stream()
              .filter(line -> line.startsWith("syslog,"))
              .toList();
      List<EventBuilder> events = framed(folder);
      for (int i = 0; i < expected.size(); i++) {
        compared++;
        String wrong = i < events.size() ? difference(expected.get(i), events.get(i)) : "missing";
        if (!wrong.isEmpty()) {
          different.put(folder.getFileName() + "#" + i, wrong);
        }
      }
    }
    System.out.printf("SHARE telegraf messages: %d of %d%n", compared - different.size(), compared);
    assertTrue(compared > 20, "cases: " + compared);
    assertEquals(Map.of(), different);
  }

  private List<EventBuilder> framed(Path folder) throws IOException {
    byte[] input = Files.readAllBytes(folder.resolve("input.txt"));
    List<Framer.Frame> frames = new ArrayList<>();
    if (folder.getFileName().toString().contains("udp")) {
      frames.add(new Framer.Frame(input, input.length));
    } else {
      Framer framer = new SyslogFramer(65_536);
      framer.feed(input, frames::add);
      framer.end(frames::add);
    }
    List<EventBuilder> events = new ArrayList<>();
    for (Framer.Frame frame : frames) {
      if (parse(new String(frame.payload(), UTF_8)) instanceof Parsed parsed) {
        events.add(parsed.events().getFirst());
      }
    }
    return events;
  }

  private static String difference(String line, EventBuilder event) {
    String tags = line.substring(0, line.indexOf(' '));
    for (Matcher tag = TAG.matcher(tags); tag.find(); ) {
      String seen =
          switch (tag.group(1)) {
            case "hostname" -> String.valueOf(event.text(EcsField.HOST_NAME));
            case "appname" -> String.valueOf(event.text(EcsField.LOG_SYSLOG_APPNAME));
            case "facility" -> String.valueOf(event.text(EcsField.LOG_SYSLOG_FACILITY_NAME));
            default -> tag.group(2);
          };
      if (!seen.equals(tag.group(2))) {
        return tag.group(1) + ": " + seen + " (expected: " + tag.group(2) + ")";
      }
    }
    Matcher text = TEXT.matcher(line);
    if (text.find()) {
      String expected = text.group(1).replace("\\\"", "\"").replace("\\n", "\n").strip();
      String seen = String.valueOf(event.text(EcsField.MESSAGE)).strip();
      return seen.equals(expected) ? "" : "message: " + seen + " (expected: " + expected + ")";
    }
    return "";
  }

  /** Splunk Connect for Syslog: whatever the product, time, host and text come out. */
  @Test
  void theProductsOfSc4s() throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("mark", "<111>");
    values.put("bsd", "Nov 24 03:04:05");
    values.put("iso", "2026-11-24T03:04:05.123456+00:00");
    values.put("host", "sc4s-host-1");
    values.put("pid", "4711");
    int messages = 0;
    int withHost = 0;
    List<String> bad = new ArrayList<>();
    List<String> hostless = new ArrayList<>();
    for (String line :
        Files.readAllLines(Peers.corpus("syslog-sc4s").resolve("cases.jsonl"), UTF_8)) {
      for (String template : templates(JSON.readTree(line))) {
        String text = rendered(template, values);
        messages++;
        if (!(parse(text) instanceof Parsed parsed)) {
          bad.add(text);
          continue;
        }
        EventBuilder event = parsed.events().getFirst();
        if (!String.valueOf(event.text(EcsField.EVENT_ORIGINAL)).equals(text.strip())
            && !String.valueOf(event.text(EcsField.EVENT_ORIGINAL)).equals(text)) {
          bad.add("text changed: " + text);
        }
        if (template.matches(
            "(?s)\\{\\{ ?mark ?\\}\\} ?\\{\\{ ?(bsd|iso) ?\\}\\} \\{\\{ ?host ?\\}\\} .*")) {
          withHost++;
          if (!"sc4s-host-1".equals(event.text(EcsField.HOST_NAME)) || !event.hasTimestamp()) {
            hostless.add(text);
          }
        }
      }
    }
    System.out.printf(
        "SHARE sc4s messages parsed: %d of %d; host and time: %d of %d%n",
        messages - bad.size(), messages, withHost - hostless.size(), withHost);
    assertTrue(messages > 300, "messages: " + messages);
    assertEquals(List.of(), bad);
    assertEquals(List.of(), hostless);
  }

  private static List<String> templates(JsonNode test) {
    List<String> templates = new ArrayList<>();
    test.path("message_template").forEach(node -> templates.add(node.asText()));
    for (JsonNode parameter : test.path("parameters")) {
      for (JsonNode value : parameter.path("values")) {
        JsonNode text = value.isObject() ? value.path("template") : value;
        templates.add(text.isMissingNode() ? value.path("event").asText("") : text.asText());
      }
    }
    return templates.stream().filter(text -> text.contains("mark")).toList();
  }

  private static String rendered(String template, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "x")))
        .stripTrailing();
  }

  /** Filebeat's system module: the fields that both name. */
  @Test
  void filebeatsSystemLogs() throws IOException {
    Path module = Peers.corpus("filebeat-module-golden").resolve("filebeat/module/system");
    Map<String, String> different = new TreeMap<>();
    int compared = 0;
    for (Path log :
        List.of(
            module.resolve("auth/test/auth-ubuntu1204.log"),
            module.resolve("auth/test/timestamp.log"))) {
      byte[] whole = Files.readAllBytes(log);
      JsonNode answers =
          JSON.readTree(log.resolveSibling(log.getFileName() + "-expected.json").toFile());
      for (JsonNode answer : answers) {
        int from = answer.path("log.offset").asInt();
        int to = from;
        while (to < whole.length && whole[to] != '\n') {
          to++;
        }
        String line = new String(whole, from, to - from, UTF_8);
        EventBuilder event = assertInstanceOf(Parsed.class, parse(line)).events().getFirst();
        for (EcsField field :
            List.of(
                EcsField.HOST_HOSTNAME,
                EcsField.PROCESS_NAME,
                EcsField.PROCESS_PID,
                EcsField.USER_NAME,
                EcsField.USER_EFFECTIVE_NAME,
                EcsField.USER_ID,
                EcsField.GROUP_NAME,
                EcsField.SOURCE_IP,
                EcsField.SOURCE_PORT,
                EcsField.EVENT_OUTCOME)) {
          JsonNode expected = answer.path(field.fieldName());
          if (!expected.isMissingNode()) {
            compared++;
            String seen = String.valueOf(event.text(field));
            if (!seen.equals(expected.asText())) {
              different.put(
                  log.getFileName() + "@" + from + " " + field.fieldName(),
                  seen + " (expected: " + expected.asText() + ") " + line);
            }
          }
        }
      }
    }
    System.out.printf(
        "SHARE filebeat system fields: %d of %d%n", compared - different.size(), compared);
    assertEquals(Map.of(), different);
  }

  private ParseResult parse(String text) {
    long now = Instant.parse("2026-11-24T03:10:00Z").toEpochMilli();
    return parser.parse(RawRecord.live("s", "syslog", now, "", text.getBytes(UTF_8)));
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.sorted().toList();
    }
  }
}
