package songlam.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import songlam.collectors.parse.json.JsonParser;
import songlam.collectors.parse.syslog.SyslogParser;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.ParseResult;
import songlam.core.event.Parser;
import songlam.core.event.RawRecord;

/**
 * Cases of a Sigma rule: {@code <rule>.cases.yml} with a list of {@code {name, fires,
 * syslog|json}}, the record as it arrives, so that a case proves parser, mapping and rule together.
 */
record SigmaCases(String rule, List<Case> cases) {
  record Case(String name, boolean fires, List<Event> events) {}

  private static final long START = 1_795_489_200_000L;

  static SigmaCases read(Path file) throws IOException {
    List<Map<String, Object>> list =
        new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
    List<Case> cases = new ArrayList<>();
    for (Map<String, Object> map : list) {
      cases.add(new Case((String) map.get("name"), (Boolean) map.get("fires"), events(map)));
    }
    String name = String.valueOf(file.getFileName());
    return new SigmaCases(name.substring(0, name.length() - ".cases.yml".length()), cases);
  }

  private static List<Event> events(Map<String, Object> map) {
    if (map.get("syslog") instanceof String line) {
      return parsed(new SyslogParser(ZoneId.of("Asia/Ho_Chi_Minh")), "syslog", line);
    }
    return parsed(new JsonParser(), "json", (String) map.get("json"));
  }

  private static List<Event> parsed(Parser parser, String type, String text) {
    RawRecord record = RawRecord.live("cases", type, START, "192.0.2.1", text.getBytes(UTF_8));
    ParseResult result = parser.parse(record);
    if (!(result instanceof ParseResult.Parsed parsed)) {
      throw new IllegalArgumentException(text + ": " + result);
    }
    List<Event> events = new ArrayList<>();
    for (EventBuilder event : parsed.events()) {
      if (!event.hasTimestamp()) {
        event.timestamp(START);
      }
      events.add(event.build(new EventId("n1", 0, events.size(), 0)));
    }
    return events;
  }
}
