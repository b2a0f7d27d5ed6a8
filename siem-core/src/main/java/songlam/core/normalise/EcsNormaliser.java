package songlam.core.normalise;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.RawRecord;
import songlam.core.event.Timestamps;
import songlam.core.event.observation.Where;

/**
 * The normaliser: says where an event comes from, sets its clock right, and tells which zone and
 * asset its addresses are. Safe for many threads.
 */
public final class EcsNormaliser {
  private static final String ECS_VERSION = "9.0.0";

  private final Terrain terrain;
  private final ClockSettings clock;
  private final ClockFaults faults;
  private final Set<String> simulatedSources;

  /**
   * How far an event time may lie from its reception before it is not believed.
   *
   * @param aheadMillis in the future
   * @param behindMillis in the past, for live records; backfills may come from any time before
   */
  public record ClockSettings(long aheadMillis, long behindMillis) {
    public static final ClockSettings DEFAULT =
        new ClockSettings(10 * 60_000L, 3 * 24 * 3_600_000L);
  }

  /**
   * @param simulatedSources inputs whose records are a simulation
   */
  public EcsNormaliser(
      Terrain terrain, ClockSettings clock, ClockFaults faults, Set<String> simulatedSources) {
    this.terrain = terrain;
    this.clock = clock;
    this.faults = faults;
    this.simulatedSources = Set.copyOf(simulatedSources);
  }

  /** The finished event; the builder is used up. */
  public Event normalise(EventBuilder event, RawRecord record, EventId id) {
    event.set(EcsField.ECS_VERSION, ECS_VERSION);
    event.set(EcsField.EVENT_INGESTED, record.receivedAt());
    event.set(EcsField.SONGLAM_SOURCE, record.source());
    event.set(EcsField.SONGLAM_SOURCE_TYPE, record.type());
    event.set(EcsField.SONGLAM_SESSION, record.session());
    if (simulatedSources.contains(record.source())) {
      event.set(EcsField.SONGLAM_SIMULATED, true);
    }
    if (!event.has(EcsField.EVENT_ID)) {
      event.set(EcsField.EVENT_ID, record.clientId() == null ? id.toString() : record.clientId());
    }
    if (record.clientId() != null) {
      event.documentId(record.clientId());
    }
    if (event.origin().isEmpty()) {
      event.origin(origin(event, record));
    }
    setClock(event, record);
    side(event, EcsField.SOURCE_IP, EcsField.SONGLAM_SOURCE_ZONE_NAME);
    side(event, EcsField.DESTINATION_IP, EcsField.SONGLAM_DESTINATION_ZONE_NAME);
    host(event);
    direction(event);
    place(event);
    related(event);
    return event.build(id);
  }

  private static String origin(EventBuilder event, RawRecord record) {
    String host = event.text(EcsField.HOST_NAME);
    String keeper = host != null ? host : record.peer();
    return record.source() + "/" + keeper;
  }

  private void setClock(EventBuilder event, RawRecord record) {
    if (!event.hasTimestamp()) {
      event.timestamp(record.receivedAt());
      return;
    }
    long skew = event.timestamp() - record.receivedAt();
    boolean live = record.session().equals(RawRecord.LIVE);
    if (skew > clock.aheadMillis() || (live && -skew > clock.behindMillis())) {
      event.set(EcsField.SONGLAM_CLOCK_SKEW_MS, skew);
      event.set(EcsField.SONGLAM_CLOCK_ORIGINAL, Timestamps.iso(event.timestamp()));
      faults.report(record.source(), event.origin(), skew, record.receivedAt());
      event.timestamp(record.receivedAt());
    }
    event.set(EcsField.SONGLAM_OFF_HOURS, terrain.isOffHours(event.timestamp()));
  }

  private void side(EventBuilder event, EcsField address, EcsField zoneName) {
    String ip = event.text(address);
    if (ip == null) {
      return;
    }
    boolean source = address == EcsField.SOURCE_IP;
    Zone zone = terrain.zoneOf(ip);
    if (zone != null) {
      event.set(zoneName, zone.name());
      event.set(
          source ? EcsField.SONGLAM_SOURCE_ZONE_AGENCY : EcsField.SONGLAM_DESTINATION_ZONE_AGENCY,
          zone.agency());
      if (zone.level() > 0) {
        event.set(
            source ? EcsField.SONGLAM_SOURCE_ZONE_LEVEL : EcsField.SONGLAM_DESTINATION_ZONE_LEVEL,
            zone.level());
      }
    }
    Asset asset = terrain.assetOf(ip);
    if (asset != null) {
      event.set(
          source ? EcsField.SONGLAM_SOURCE_ASSET_NAME : EcsField.SONGLAM_DESTINATION_ASSET_NAME,
          asset.name());
      event.set(
          source ? EcsField.SONGLAM_SOURCE_ASSET_ROLES : EcsField.SONGLAM_DESTINATION_ASSET_ROLES,
          asset.roles());
    }
  }

  private void host(EventBuilder event) {
    String name = event.text(EcsField.HOST_NAME);
    Asset asset = name == null ? null : terrain.named(name);
    if (asset != null) {
      event.set(EcsField.SONGLAM_HOST_ASSET_NAME, asset.name());
      event.set(EcsField.SONGLAM_HOST_ASSET_ROLES, asset.roles());
    }
  }

  /**
   * ECS network.direction by zones: a zone is ours, what has none is outside. Whether the source's
   * zone may go there, where it has a list.
   */
  private void direction(EventBuilder event) {
    String from = event.text(EcsField.SOURCE_IP);
    String to = event.text(EcsField.DESTINATION_IP);
    if (from == null || to == null) {
      return;
    }
    Zone source = terrain.zoneOf(from);
    Zone destination = terrain.zoneOf(to);
    if (!event.has(EcsField.NETWORK_DIRECTION)) {
      String direction =
          source != null
              ? destination != null ? "internal" : "outbound"
              : destination != null ? "inbound" : "external";
      event.set(EcsField.NETWORK_DIRECTION, direction);
    }
    Boolean allowed = source == null ? null : source.allows(to);
    if (allowed != null) {
      event.set(EcsField.SONGLAM_DIRECTION_ALLOWED, allowed);
    }
  }

  private void place(EventBuilder event) {
    String camera = event.text(EcsField.SONGLAM_CAMERA_ID);
    @Nullable Asset asset = camera == null ? null : terrain.named(camera);
    if (asset != null) {
      event.set(EcsField.SONGLAM_CAMERA_NAME, asset.title());
    } else {
      String name = event.text(EcsField.HOST_NAME);
      String ip = event.text(EcsField.DESTINATION_IP);
      asset = name != null ? terrain.named(name) : ip != null ? terrain.assetOf(ip) : null;
    }
    Where where = asset == null ? null : asset.place();
    if (where != null && !event.has(EcsField.SONGLAM_PLACE_LOCATION)) {
      event.set(EcsField.SONGLAM_PLACE_NAME, where.name());
      event.set(EcsField.SONGLAM_PLACE_COMMUNE_CODE, where.communeCode());
      if (where.location() != null) {
        event.set(EcsField.SONGLAM_PLACE_LOCATION, where.location());
      }
    }
  }

  private static void related(EventBuilder event) {
    collect(event, EcsField.RELATED_IP, EcsField.SOURCE_IP, EcsField.DESTINATION_IP);
    collect(event, EcsField.RELATED_USER, EcsField.USER_NAME, EcsField.USER_TARGET_NAME);
    collect(event, EcsField.RELATED_HOSTS, EcsField.HOST_NAME, EcsField.SOURCE_DOMAIN);
  }

  private static void collect(EventBuilder event, EcsField into, EcsField one, EcsField two) {
    String first = event.text(one);
    String second = event.text(two);
    if (first == null && second == null) {
      return;
    }
    Set<String> values = new LinkedHashSet<>();
    if (event.get(into) instanceof List<?> known) {
      known.forEach(value -> values.add(String.valueOf(value)));
    }
    if (first != null) {
      values.add(first);
    }
    if (second != null) {
      values.add(second);
    }
    event.set(into, new ArrayList<>(values));
  }
}
