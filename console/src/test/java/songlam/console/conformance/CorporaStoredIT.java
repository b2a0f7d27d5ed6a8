package songlam.console.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import songlam.collectors.FileInput;
import songlam.core.event.Event;
import songlam.core.pipeline.StoreWriter.Document;
import songlam.core.pipeline.StoreWriter.Outcome;
import songlam.core.store.opensearch.OpenSearchEventStore;
import songlam.core.store.opensearch.StoreClient;
import songlam.testing.Peers;
import songlam.testing.SharedOpenSearch;

/** What real devices sent: whatever the parsers make of it, the store takes every event. */
class CorporaStoredIT {
  private static final Set<String> ENDINGS =
      Set.of(".log", ".json", ".jsonl", ".ndjson", ".pcap", ".pcapng", ".dat", ".evtx", ".txt");

  private static final StoreClient CLIENT = new StoreClient(SharedOpenSearch.address());

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "auditbeat-auditd",
        "camera-frigate",
        "cef-jcustenborder",
        "communityid-pcaps",
        "crowdsec-hub-tests",
        "evtx-mitre-attack",
        "filebeat-module-golden",
        "flow-telegraf",
        "metron-parser-samples",
        "netflow-graylog",
        "netflow-logstash",
        "packetbeat-golden",
        "pcap-arkime",
        "pcap-suricata-verify",
        "pcap-tcpdump",
        "pcap-zeek",
        "sigma-regression",
        "syslog-sc4s",
        "syslog-telegraf"
      })
  void noEventIsRefused(String corpus) throws IOException {
    String type = corpus.equals("netflow-logstash") ? "netflow" : FileInput.AUTO;
    List<Event> events = LogFiles.below(type, Peers.corpus(corpus), ENDINGS).events();
    assertFalse(events.isEmpty(), corpus + ": no event read");
    Set<String> refused = new TreeSet<>();
    OpenSearchEventStore store = new OpenSearchEventStore(CLIENT);
    List<Document> documents = new ArrayList<>();
    for (Event event : events) {
      documents.add(new Document(event, corpus));
    }
    Outcome outcome = store.create(documents);
    outcome
        .refused()
        .forEach((place, why) -> refused.add(why.detail() + ": " + events.get(place).id()));
    assertEquals(Set.of(), refused);
  }
}
