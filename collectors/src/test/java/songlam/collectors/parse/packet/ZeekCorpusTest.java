package songlam.collectors.parse.packet;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.testing.Peers;

/**
 * The facts of Zeek's own logs, row by row. Not all can agree: Zeek looks into tunnels (GRE, GTP,
 * Teredo, VXLAN, fabric path) and QUIC, which the sensor does not; nearly all rows that differ are
 * those. The share is printed and must not fall.
 */
class ZeekCorpusTest {
  @ParameterizedTest
  @CsvSource({"conn.log, 56", "dns.log, 57", "ssl.log, 68", "http.log, 80"})
  void factsOfTheLog(String log, int leastPercent) throws IOException {
    Path corpus = Peers.corpus("pcap-zeek");
    JsonNode cases = new ObjectMapper().readTree(corpus.resolve("cases.json").toFile());
    int rows = 0;
    int agreed = 0;
    Set<String> different = new TreeSet<>();
    for (JsonNode each : cases) {
      Path trace = corpus.resolve(each.get("trace").asText());
      Path expected = corpus.resolve(each.get("expected").asText());
      if (!each.get("log").asText().equals(log)
          || !Files.exists(trace)
          || !Files.exists(expected)) {
        continue;
      }
      List<String> ours = facts(trace, log);
      for (Map<String, String> row : rows(expected)) {
        rows++;
        if (ours.remove(facts(row, log))) {
          agreed++;
        } else {
          different.add(trace.getFileName() + " " + facts(row, log));
        }
      }
    }
    int percent = rows == 0 ? 0 : agreed * 100 / rows;
    System.out.printf("SHARE zeek %s: %d of %d rows%n", log, agreed, rows);
    if (System.getenv("SONGLAM_DIFFERENCES") != null) {
      different.forEach(System.out::println);
    }
    assertTrue(rows > 20 && percent >= leastPercent, () -> percent + " % of the rows agree");
  }

  private static List<String> facts(Path trace, String log) {
    String dataset =
        switch (log) {
          case "conn.log" -> "sensor.flow";
          case "dns.log" -> "sensor.dns";
          case "ssl.log" -> "sensor.tls";
          default -> "sensor.http";
        };
    List<String> facts = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    for (EventBuilder event : Captures.events(trace, dataset)) {
      String fact = fact(event, log);
      if (!log.equals("conn.log") || seen.add(fact)) {
        facts.add(fact);
      }
    }
    return facts;
  }

  private static String fact(EventBuilder event, String log) {
    String ends =
        event.text(EcsField.SOURCE_IP)
            + ":"
            + event.text(EcsField.SOURCE_PORT)
            + ">"
            + event.text(EcsField.DESTINATION_IP)
            + ":"
            + event.text(EcsField.DESTINATION_PORT);
    return switch (log) {
      case "conn.log" ->
          event.text(EcsField.SOURCE_PORT) == null
              ? event.text(EcsField.SOURCE_IP) + ">" + event.text(EcsField.DESTINATION_IP)
              : ends;
      case "dns.log" ->
          ends
              + " "
              + event.text(EcsField.DNS_ID)
              + " "
              + event.text(EcsField.DNS_QUESTION_NAME)
              + " "
              + event.text(EcsField.DNS_RESPONSE_CODE);
      case "ssl.log" ->
          ends
              + " "
              + event.text(EcsField.TLS_VERSION)
              + " "
              + event.text(EcsField.TLS_CIPHER)
              + " "
              + event.text(EcsField.TLS_CLIENT_SERVER_NAME);
      default ->
          ends
              + " "
              + event.text(EcsField.HTTP_REQUEST_METHOD)
              + " "
              + event.text(EcsField.URL_ORIGINAL)
              + " "
              + event.text(EcsField.HTTP_RESPONSE_STATUS_CODE)
              + " "
              + event.text(EcsField.USER_AGENT_ORIGINAL);
    };
  }

  private static String facts(Map<String, String> row, String log) {
    String ends =
        row.get("id.orig_h")
            + ":"
            + row.get("id.orig_p")
            + ">"
            + row.get("id.resp_h")
            + ":"
            + row.get("id.resp_p");
    return switch (log) {
      case "conn.log" ->
          "tcp udp".contains(row.getOrDefault("proto", "tcp"))
              ? ends
              : row.get("id.orig_h") + ">" + row.get("id.resp_h");
      case "dns.log" ->
          ends + " " + row.get("trans_id") + " " + query(row) + " " + row.get("rcode_name");
      case "ssl.log" ->
          ends
              + " "
              + version(String.valueOf(row.get("version")))
              + " "
              + row.get("cipher")
              + " "
              + row.get("server_name");
      default ->
          ends
              + " "
              + row.get("method")
              + " "
              + row.get("uri")
              + " "
              + row.get("status_code")
              + " "
              + row.get("user_agent");
    };
  }

  private static String query(Map<String, String> row) {
    String query = row.get("query");
    return query == null ? "null" : query.toLowerCase(Locale.ROOT);
  }

  private static String version(String zeek) {
    return switch (zeek) {
      case "TLSv10" -> "1.0";
      case "TLSv11" -> "1.1";
      case "TLSv12" -> "1.2";
      case "TLSv13" -> "1.3";
      case "SSLv3" -> "3.0";
      default -> zeek;
    };
  }

  private static List<Map<String, String>> rows(Path log) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    String[] names = {};
    for (String line : Files.readAllLines(log)) {
      if (line.startsWith("#fields")) {
        names = line.substring(8).split("\t");
      } else if (!line.startsWith("#") && names.length > 0) {
        String[] cells = line.split("\t", -1);
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < Math.min(names.length, cells.length); i++) {
          if (!cells[i].equals("-") && !cells[i].equals("(empty)")) {
            row.put(names[i], cells[i]);
          }
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
