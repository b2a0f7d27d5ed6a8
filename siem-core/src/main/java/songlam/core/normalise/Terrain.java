package songlam.core.normalise;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import songlam.core.config.Problems;
import songlam.core.config.Section;
import songlam.core.config.StrictYaml;
import songlam.core.event.AddressBlock;
import songlam.core.event.GeoPoint;
import songlam.core.event.observation.Where;

/**
 * Zones and assets as the administrator describes them in {@code zones.yml} and {@code assets.yml}:
 * what rules know instead of addresses. Immutable.
 */
public final class Terrain {
  private final NetworkMap<Zone> zones = new NetworkMap<>();
  private final NetworkMap<Asset> assets = new NetworkMap<>();
  private final Map<String, Asset> byName = new HashMap<>();
  private final WorkingHours hours;

  public Terrain(List<Zone> zones, List<Asset> assets, WorkingHours hours) {
    this.hours = hours;
    zones.forEach(zone -> zone.networks().forEach(network -> this.zones.put(network, zone)));
    for (Asset asset : assets) {
      asset.networks().forEach(network -> this.assets.put(network, asset));
      byName.put(asset.name(), asset);
    }
  }

  /** Nothing is known. */
  public static Terrain empty() {
    return new Terrain(List.of(), List.of(), WorkingHours.DEFAULT);
  }

  /**
   * Reads the two files.
   *
   * @param zones null for none
   * @param assets null for none
   * @throws songlam.core.config.ConfigException with every problem
   */
  public static Terrain read(@Nullable Path zones, @Nullable Path assets) {
    Problems problems = new Problems();
    Terrain terrain =
        read(
            zones == null ? null : StrictYaml.file(zones, problems),
            assets == null ? null : StrictYaml.file(assets, problems));
    problems.throwIfAny();
    return terrain;
  }

  /** As {@link #read(Path, Path)}, from sections read already; problems go to theirs. */
  public static Terrain read(@Nullable Section zoneFile, @Nullable Section assetFile) {
    List<Zone> zones = new ArrayList<>();
    WorkingHours hours = WorkingHours.DEFAULT;
    if (zoneFile != null) {
      zoneFile.sections("zones").forEach(section -> zones.add(zone(section)));
      hours = hours(zoneFile.section("working_hours"));
      zoneFile.done();
    }
    List<Asset> assets = new ArrayList<>();
    if (assetFile != null) {
      assetFile.sections("assets").forEach(section -> assets.add(asset(section)));
      assetFile.done();
    }
    return new Terrain(zones, assets, hours);
  }

  public @Nullable Zone zoneOf(String address) {
    return zones.find(address);
  }

  public @Nullable Asset assetOf(String address) {
    return assets.find(address);
  }

  /** The asset of this host name or camera id. */
  public @Nullable Asset named(String name) {
    return byName.get(name);
  }

  /** Every asset with this role. */
  public List<Asset> withRole(String role) {
    return byName.values().stream()
        .filter(asset -> asset.roles().contains(role))
        .sorted(Comparator.comparing(Asset::name))
        .toList();
  }

  boolean isOffHours(long millis) {
    return hours.isOff(millis);
  }

  private static Zone zone(Section section) {
    Zone zone =
        new Zone(
            section.requiredText("name"),
            section.text("title", ""),
            networks(section, "networks"),
            section.text("agency", ""),
            (int) section.number("level", 0, 0, 5),
            networks(section, "allowed"));
    section.done();
    return zone;
  }

  private static Asset asset(Section section) {
    Section place = section.section("place");
    Where where =
        section.has("place")
            ? new Where(
                place.text("name", ""),
                place.text("commune", ""),
                place.has("lat") && place.has("lon")
                    ? new GeoPoint(place.decimal("lat", 0), place.decimal("lon", 0))
                    : null)
            : null;
    place.done();
    Asset asset =
        new Asset(
            section.requiredText("name"),
            section.text("title", ""),
            networks(section, "networks"),
            section.texts("roles"),
            where);
    section.done();
    return asset;
  }

  private static List<AddressBlock> networks(Section section, String key) {
    List<AddressBlock> networks = new ArrayList<>();
    for (String text : section.texts(key)) {
      try {
        networks.add(AddressBlock.parse(text));
      } catch (IllegalArgumentException e) {
        section.wrong(key, text, "an address or CIDR block such as 10.40.0.0/16");
      }
    }
    return networks;
  }

  private static WorkingHours hours(Section section) {
    WorkingHours absent = WorkingHours.DEFAULT;
    Set<DayOfWeek> days = new HashSet<>();
    for (String day : section.texts("days")) {
      try {
        days.add(DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        section.wrong("days", day, "monday to sunday");
      }
    }
    WorkingHours hours =
        new WorkingHours(
            section.converted("from", absent.from(), "hh:mm", Terrain::time),
            section.converted("to", absent.to(), "hh:mm", Terrain::time),
            days.isEmpty() ? absent.days() : days,
            section.converted("zone", absent.zone(), "a time zone", Terrain::zoneId));
    section.done();
    return hours;
  }

  private static LocalTime time(String text) {
    try {
      return LocalTime.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static ZoneId zoneId(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
