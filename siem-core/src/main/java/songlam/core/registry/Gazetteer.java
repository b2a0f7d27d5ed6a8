package songlam.core.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import songlam.core.event.GeoPoint;

/**
 * The 130 communes and wards of Nghệ An: official names and codes, and centre points. Names, codes
 * and centres come from thanglequoc/vietnamese-provinces-database (MIT). Immutable.
 */
public final class Gazetteer {
  private static final double REACH_METRES = 25_000;

  private static final String TABLE = "/songlam/core/registry/communes.csv";

  private final List<Commune> communes;

  public Gazetteer() {
    try (InputStream in = Gazetteer.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException(TABLE + " is missing from the jar");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8));
      communes = lines.lines().skip(1).map(Gazetteer::commune).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of them in the order of their codes. */
  public List<Commune> communes() {
    return communes;
  }

  /**
   * The communes a text names with their kind ({@code phường Vinh Hưng}); "xã" and "phường" both
   * do.
   */
  public List<Commune> namedIn(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return communes.stream().filter(commune -> names(lower, commune)).toList();
  }

  /** The commune whose centre lies nearest to the point, if within 25 km. */
  public Optional<Commune> nearest(GeoPoint point) {
    Commune nearest = null;
    double best = REACH_METRES;
    for (Commune commune : communes) {
      double distance = point.metresTo(commune.centre());
      if (distance < best) {
        best = distance;
        nearest = commune;
      }
    }
    return Optional.ofNullable(nearest);
  }

  private static boolean names(String lower, Commune commune) {
    String name = commune.name().toLowerCase(Locale.ROOT);
    return followsKind(lower, "phường " + name) || followsKind(lower, "xã " + name);
  }

  /** Whole words only: "xã Vân Du" is not named by "xã Vân Dung". */
  private static boolean followsKind(String lower, String phrase) {
    for (int at = lower.indexOf(phrase); at >= 0; at = lower.indexOf(phrase, at + 1)) {
      int end = at + phrase.length();
      boolean begins = at == 0 || !Character.isLetter(lower.charAt(at - 1));
      boolean ends = end == lower.length() || !Character.isLetter(lower.charAt(end));
      if (begins && ends) {
        return true;
      }
    }
    return false;
  }

  private static Commune commune(String line) {
    String[] cells = line.split(",");
    return new Commune(
        cells[0],
        cells[1],
        cells[2],
        new GeoPoint(Double.parseDouble(cells[3]), Double.parseDouble(cells[4])));
  }
}
