package songlam.console.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import songlam.core.event.GeoPoint;

/**
 * The simulated provincial network: 40 hosts in four zones and 60 cameras in the communes and wards
 * of 2025. Addresses are private, outsiders come from documentation ranges.
 */
public final class Province {
  /** Where outsiders attack from (RFC 5737). */
  public static final String ATTACKER = "203.0.113.7";

  /** Where stolen data goes (RFC 5737). */
  public static final String DROP_SERVER = "198.51.100.99";

  private static final String[][] SITES = {
    {"Thành Vinh", "16681", "18.6762", "105.6687", "Quảng trường Hồ Chí Minh"},
    {"Trường Vinh", "16690", "18.6697", "105.6921", "Ngã tư chợ Vinh"},
    {"Vinh Phú", "16702", "18.7088", "105.6871", "Đại lộ V.I. Lênin"},
    {"Vinh Lộc", "16708", "18.7215", "105.7198", "Đường 72m"},
    {"Vinh Hưng", "17920", "18.7219", "105.6541", "Ga Vinh"},
    {"Cửa Lò", "16732", "18.8067", "105.7195", "Quảng trường Bình Minh"},
    {"Hoàng Mai", "17110", "19.2839", "105.6739", "Quốc lộ 1A Hoàng Mai"},
    {"Diễn Châu", "17464", "18.9869", "105.5931", "Ngã ba Yên Lý"},
    {"Đô Lương", "17662", "18.8960", "105.2934", "Cầu Đô Lương"},
    {"Tây Hiếu", "17011", "19.2896", "105.3888", "Quốc lộ 48 Tây Hiếu"},
    {"Con Cuông", "17254", "19.0399", "104.8561", "Quốc lộ 7 Con Cuông"},
    {"Kim Liên", "17971", "18.6678", "105.5692", "Khu di tích Kim Liên"},
  };

  private final List<Host> servers =
      List.of(
          new Host("web-01", "10.40.10.11", "cổng thông tin điện tử"),
          new Host("web-02", "10.40.10.12", "hệ thống thông tin giải quyết thủ tục hành chính"),
          new Host("mail-01", "10.40.10.13", "thư điện tử công vụ"),
          new Host("vpn-01", "10.40.10.14", "truy cập từ xa"),
          new Host("dns-01", "10.40.10.15", "phân giải tên miền"),
          new Host("db-01", "10.40.20.11", "cơ sở dữ liệu hồ sơ"),
          new Host("db-02", "10.40.20.12", "cơ sở dữ liệu dân cư"),
          new Host("app-01", "10.40.20.21", "trục liên thông văn bản"),
          new Host("app-02", "10.40.20.22", "nền tảng tích hợp LGSP"),
          new Host("app-03", "10.40.20.23", "phản ánh hiện trường"),
          new Host("file-01", "10.40.20.31", "lưu trữ tệp"),
          new Host("ad-01", "10.40.20.41", "quản lý miền"),
          new Host("backup-01", "10.40.20.51", "sao lưu"),
          new Host("nvr-01", "10.40.104.11", "đầu ghi camera"),
          new Host("nvr-02", "10.40.104.12", "đầu ghi camera"),
          new Host("scan-01", "10.40.60.5", "máy quét lỗ hổng"),
          new Host("nat-01", "10.40.30.254", "NAT văn phòng"));
  private final List<Host> desks = new ArrayList<>();
  private final List<Camera> cameras = new ArrayList<>();

  /**
   * @param seed places the cameras within their sites
   */
  public Province(long seed) {
    Random random = new Random(seed);
    for (int i = 1; i <= 23; i++) {
      desks.add(new Host("pc-%02d".formatted(i), "10.40.30." + (10 + i), "máy cán bộ"));
    }
    for (int i = 0; i < 60; i++) {
      String[] site = SITES[i % SITES.length];
      double lat = Double.parseDouble(site[2]) + (random.nextDouble() - 0.5) * 0.012;
      double lon = Double.parseDouble(site[3]) + (random.nextDouble() - 0.5) * 0.012;
      cameras.add(
          new Camera(
              "cam_%02d".formatted(i + 1),
              site[4] + " " + (i / SITES.length + 1),
              "10.40.100." + (11 + i),
              site[0],
              site[1],
              new GeoPoint(lat, lon)));
    }
  }

  /** Servers, the recorders, the scanner and the office gateway. */
  public List<Host> servers() {
    return servers;
  }

  /** Servers that run Windows: their Security log is shipped by an agent, not as syslog. */
  public List<Host> windows() {
    return List.of(server("ad-01"), server("file-01"));
  }

  /** Office machines. */
  public List<Host> desks() {
    return List.copyOf(desks);
  }

  public List<Camera> cameras() {
    return List.copyOf(cameras);
  }

  /** The server of this name. */
  public Host server(String name) {
    return servers.stream().filter(host -> host.name().equals(name)).findFirst().orElseThrow();
  }
}
