package songlam.core.store;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of events that are kept apart, each in indices of its own with a retention of its own.
 * A closed list: what clients call their data sets is without bounds, indices must not be. An
 * event's place must not change while an installation runs, or a replay of its journal would store
 * it twice: {@link #named} is code, never configuration.
 */
public enum DataSet {
  /** Flow records, the many. */
  FLOW,
  /** What packets say: DNS, TLS, HTTP, RTSP. */
  NETWORK,
  /** Sign-ins and privileges. */
  AUTH,
  /** Windows event channels. */
  WINDOWS,
  /** Cameras: counts, tracks, status. */
  TRAFFIC,
  PRESS,
  FIELD_REPORT,
  SERVICE,
  /** This platform's own log. */
  PLATFORM,
  /** All other logs. */
  LOG;

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The name in configuration and in the names of indices: lower case, words joined by hyphens. */
  public String label() {
    return label;
  }

  /**
   * Where an event belongs: {@link #named}, or {@link #LOG} when nobody knows its name.
   *
   * @param dataset the value of {@code event.dataset}, null when absent
   */
  public static DataSet of(@Nullable String dataset) {
    DataSet set = dataset == null ? null : named(dataset);
    return set == null ? LOG : set;
  }

  /**
   * The data set that is meant to hold events of this name; null for a name that only a client
   * knows. Whatever this product's own parsers write must be here: a name that is missing falls to
   * the retention of {@link #LOG}.
   *
   * @param dataset a value of {@code event.dataset}
   */
  public static @Nullable DataSet named(String dataset) {
    int dot = dataset.indexOf('.');
    return switch (dot < 0 ? dataset : dataset.substring(0, dot)) {
      case "netflow", "ipfix", "sflow", "flow" -> FLOW;
      case "sensor", "pcap", "packet" -> dataset.endsWith(".flow") ? FLOW : NETWORK;
      case "dns", "tls", "http", "rtsp", "network_traffic", "zeek", "suricata" -> NETWORK;
      case "windows", "winlogbeat", "sysmon" -> WINDOWS;
      case "system" -> dataset.equals("system.auth") ? AUTH : LOG;
      case "songlam" -> ofOurs(dataset);
      case "syslog" -> LOG;
      case "dovecot", "postfix", "amavis" -> LOG;
      case "mysql", "postgresql" -> LOG;
      case "strongswan", "iptables", "pfsense", "csf", "polkit" -> LOG;
      default -> null;
    };
  }

  private static DataSet ofOurs(String dataset) {
    return switch (dataset) {
      case "songlam.traffic_count", "songlam.traffic_track", "songlam.camera_status" -> TRAFFIC;
      case "songlam.press_item" -> PRESS;
      case "songlam.field_report" -> FIELD_REPORT;
      case "songlam.service_check" -> SERVICE;
      default -> PLATFORM;
    };
  }
}
