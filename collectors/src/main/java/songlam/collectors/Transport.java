package songlam.collectors;

import java.util.List;
import songlam.core.event.Text;

/**
 * A kind of input in one line of help.
 *
 * @param kind as the configuration names it
 * @param type source type of its records unless the input says another
 */
public record Transport(String kind, String type, Text description) {
  /** In the order in which they are shown. */
  static final List<Transport> ALL =
      List.of(
          new Transport(
              "udp",
              "syslog",
              new Text("Gói UDP: mỗi gói một bản ghi", "UDP: a datagram is a record")),
          new Transport("tcp", "syslog", new Text("Luồng TCP, RFC 6587", "TCP stream, RFC 6587")),
          new Transport(
              "tls",
              "syslog",
              new Text("Luồng TCP qua TLS, RFC 5425", "TCP stream over TLS, RFC 5425")),
          new Transport(
              "tail",
              "json",
              new Text(
                  "Theo dõi tệp nhật ký, kể cả khi xoay vòng", "Follows log files over rotation")),
          new Transport(
              "mqtt",
              "frigate",
              new Text("Đăng ký chủ đề của máy chủ MQTT", "Subscribes to an MQTT broker's topics")),
          new Transport(
              "feed",
              "press",
              new Text("Hỏi định kỳ nguồn tin RSS/Atom", "Polls RSS and Atom feeds")),
          new Transport(
              "probe",
              "probe",
              new Text("Kiểm tra định kỳ dịch vụ HTTP, TLS", "Probes HTTP and TLS services")),
          new Transport(
              "capture-file",
              "sensor",
              new Text("Đọc tệp bắt gói pcap, pcapng", "Reads pcap and pcapng files")),
          new Transport(
              "pcap-over-ip",
              "sensor",
              new Text(
                  "Gói tin do bộ cảm biến nơi khác gửi qua TCP hoặc TLS (pcap, pcapng)",
                  "Packets sensors elsewhere send over TCP or TLS (pcap, pcapng)")),
          new Transport(
              "interface",
              "sensor",
              new Text("Bắt gói trên giao diện mạng", "Captures from a network interface")));
}
