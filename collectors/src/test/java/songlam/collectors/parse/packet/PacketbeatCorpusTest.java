package songlam.collectors.parse.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;
import songlam.testing.Peers;

/** The facts that packetbeat's own tests assert of its captures. */
class PacketbeatCorpusTest {
  private static List<EventBuilder> events(String name, String dataset) {
    Path captures = Peers.corpus("packetbeat-golden").resolve("packetbeat/tests/system/pcaps");
    return Captures.events(captures.resolve(name), dataset);
  }

  @Test
  void answersOfAnAddressQuestion() {
    EventBuilder dns = events("dns_google_com.pcap", "sensor.dns").getFirst();
    assertEquals("google.com", dns.text(EcsField.DNS_QUESTION_NAME));
    assertEquals("A", dns.text(EcsField.DNS_QUESTION_TYPE));
    assertEquals("NOERROR", dns.text(EcsField.DNS_RESPONSE_CODE));
    assertEquals("answer", dns.text(EcsField.DNS_TYPE));
  }

  @Test
  void aNameThatDoesNotExist() {
    EventBuilder dns = events("dns_not_found.pcap", "sensor.dns").getFirst();
    assertEquals("NXDOMAIN", dns.text(EcsField.DNS_RESPONSE_CODE));
    assertEquals("failure", dns.text(EcsField.EVENT_OUTCOME));
  }

  @Test
  void aZoneTransferOverTcp() {
    EventBuilder dns = events("dns_tcp_axfr.pcap", "sensor.dns").getFirst();
    assertEquals("AXFR", dns.text(EcsField.DNS_QUESTION_TYPE));
    assertEquals("etas.com", dns.text(EcsField.DNS_QUESTION_NAME));
    assertEquals("tcp", dns.text(EcsField.NETWORK_TRANSPORT));
  }

  @Test
  void basicAuthenticationWithoutItsSecret() {
    EventBuilder http = events("http_over_vlan.pcap", "sensor.http").getFirst();
    assertEquals("GET", http.text(EcsField.HTTP_REQUEST_METHOD));
    assertEquals("tcp", http.text(EcsField.NETWORK_TRANSPORT));
    EventBuilder posted = events("http_post.pcap", "sensor.http").getFirst();
    assertEquals("POST", posted.text(EcsField.HTTP_REQUEST_METHOD));
    assertEquals("/register", posted.text(EcsField.URL_PATH));
  }

  @Test
  void theChosenVersionAndCipher() {
    EventBuilder tls = events("tls-version-13.pcap", "sensor.tls").getFirst();
    assertEquals("1.3", tls.text(EcsField.TLS_VERSION));
    assertEquals("tls", tls.text(EcsField.TLS_VERSION_PROTOCOL));
  }
}
