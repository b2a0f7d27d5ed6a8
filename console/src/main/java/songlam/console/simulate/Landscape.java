package songlam.console.simulate;

import java.util.Locale;

/**
 * The simulated province as an administrator would describe it: {@code zones.yml} and {@code
 * assets.yml}.
 */
public final class Landscape {
  private final Province province;

  public Landscape(Province province) {
    this.province = province;
  }

  /** Zones with their agencies, levels and allowed destinations, and the working hours. */
  public String zones() {
    return """
    # Mô phỏng / simulation
    working_hours: {from: "07:00", to: "17:30", days: [monday, tuesday, wednesday, thursday, friday], zone: Asia/Ho_Chi_Minh}
    zones:
      - {name: dmz, title: "Vùng công cộng", networks: [10.40.10.0/24], agency: "Trung tâm CNTT tỉnh", level: 3}
      - {name: server, title: "Vùng máy chủ nghiệp vụ", networks: [10.40.20.0/24], agency: "Trung tâm CNTT tỉnh", level: 3, allowed: [10.40.0.0/16]}
      - {name: office, title: "Vùng cán bộ", networks: [10.40.30.0/24], agency: "Văn phòng UBND tỉnh", level: 2}
      - {name: management, title: "Vùng quản trị", networks: [10.40.60.0/24], agency: "Trung tâm CNTT tỉnh", level: 3}
      - {name: camera, title: "Vùng camera", networks: [10.40.100.0/22], agency: "Công an tỉnh", level: 3, allowed: [10.40.100.0/22]}
      - {name: recorder, title: "Vùng đầu ghi", networks: [10.40.104.0/24], agency: "Công an tỉnh", level: 3, allowed: [10.40.0.0/16]}
    """;
  }

  /** Servers with their roles, and every camera with its place. */
  public String assets() {
    StringBuilder yaml = new StringBuilder("# Mô phỏng / simulation\nassets:\n");
    for (Host host : province.servers()) {
      yaml.append(
          "  - {name: %s, title: \"%s\", networks: [%s], roles: [%s], place: {name: \"phường Trường Vinh\", commune: \"16690\", lat: 18.6731, lon: 105.6905}}\n"
              .formatted(host.name(), host.role(), host.ip(), role(host.name())));
    }
    for (Camera camera : province.cameras()) {
      yaml.append(
          String.format(
              Locale.ROOT,
              "  - {name: %s, title: \"%s\", networks: [%s], roles: [camera], place: {name: \"%s\", commune: \"%s\", lat: %.5f, lon: %.5f}}\n",
              camera.id(),
              camera.name(),
              camera.ip(),
              camera.commune(),
              camera.communeCode(),
              camera.location().lat(),
              camera.location().lon()));
    }
    return yaml.toString();
  }

  private static String role(String host) {
    return switch (host.substring(0, host.indexOf('-'))) {
      case "scan" -> "scanner";
      case "nat" -> "nat";
      case "nvr" -> "recorder";
      case "dns" -> "resolver";
      case "backup" -> "backup";
      case "mail" -> "mail";
      case "web" -> "portal";
      default -> "server";
    };
  }
}
