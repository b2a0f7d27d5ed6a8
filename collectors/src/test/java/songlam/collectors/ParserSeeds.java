package songlam.collectors;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import songlam.testing.Seeds;

/** What the targets of {@link ParsersFuzz} begin with. */
final class ParserSeeds {
  private ParserSeeds() {}

  static List<byte[]> syslog() throws IOException {
    List<byte[]> seeds =
        new ArrayList<>(
            Seeds.lines("filebeat-module-golden", "auth-ubuntu1204.log", "timestamp.log"));
    seeds.addAll(Seeds.files("syslog-telegraf", "input.txt"));
    seeds.addAll(
        Seeds.of(
            "<38>Nov 24 10:00:00 h sshd[1]: message repeated 3 times: [ Failed password for root from 203.0.113.7 port 1 ssh2]",
            "<86>Nov 24 10:00:00 h useradd[1]: new user: name=an, UID=1001, GID=1001, home=/home/an",
            "<86>Nov 24 10:00:00 h su: FAILED SU (to root) an on pts/0"));
    return seeds;
  }

  static List<byte[]> json() throws IOException {
    return Seeds.files("sigma-regression", ".json");
  }

  /** As event viewers write them, and as a reader of binary logs renders them. */
  static List<byte[]> windowsXml() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (byte[] snapshot : Seeds.files("evtx-parser-golden", ".snap")) {
      String text = new String(snapshot, UTF_8);
      int event = text.indexOf("<Event ");
      if (event >= 0) {
        seeds.add(text.substring(event).getBytes(UTF_8));
      }
    }
    seeds.addAll(
        Seeds.of(
            """
            <Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System>
            <Provider Name="Microsoft-Windows-Security-Auditing"/><EventID>4625</EventID>
            <TimeCreated SystemTime="2026-11-24T03:00:00.1234567Z"/><Channel>Security</Channel>
            <Computer>dc-01</Computer></System><EventData><Data Name="TargetUserName">an</Data>
            <Data Name="IpAddress">192.0.2.7</Data><Data>a &amp; b</Data></EventData></Event>
            """,
            """
            <?xml version='1.0'?><!DOCTYPE Event [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>
            <Events><Event><System><EventID Qualifiers="0">8004</EventID></System>
            <UserData><A><B>&x;</B></A></UserData></Event></Events>
            """));
    return seeds;
  }

  static List<byte[]> frigate() {
    return Seeds.of(
        "frigate/events\n{\"type\":\"new\",\"before\":{},\"after\":{\"id\":\"1.2-a\",\"camera\":\"c\",\"label\":\"car\",\"frame_time\":1780677009.3,\"entered_zones\":[\"z\"],\"average_estimated_speed\":41.5,\"recognized_license_plate\":\"37A12345\"}}",
        "frigate/cam/status/detect\nonline",
        "frigate/cam/car\n12",
        "frigate/available\noffline");
  }

  static List<byte[]> press() {
    return Seeds.of(
        "{\"feed\":\"p\",\"url\":\"http://example.com/1\",\"title\":\"Cháy lớn tại phường Trường Vinh\",\"summary\":\"x\",\"published\":1764000000000}");
  }

  static List<byte[]> report() {
    return Seeds.of(
        "{\"service_request_id\":\"pa-1\",\"service_code\":\"giao-thong\",\"status\":\"open\",\"description\":\"x\",\"lat\":\"18.67\",\"long\":105.69,\"requested_datetime\":\"2026-11-24T03:00:00Z\"}");
  }

  static List<byte[]> probe() {
    return Seeds.of(
        "{\"service\":\"cổng\",\"kind\":\"http\",\"host\":\"h\",\"up\":true,\"durationMillis\":12,\"status\":200,\"certificateExpires\":1764000000000}");
  }

  static List<byte[]> files() throws IOException {
    List<byte[]> seeds = new ArrayList<>(Seeds.files("netflow-graylog", ".dat", ".pcap"));
    seeds.addAll(Seeds.files("packetbeat-golden", "dns_google_com.pcap", "http_post.pcap"));
    seeds.addAll(Seeds.files("feed-gofeed", "rss_feed_bom.xml", "atom10_feed.xml"));
    return seeds;
  }
}
