package songlam.collectors.parse.netflow;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The table of information elements, from {@code elements.tsv} beside this class. */
final class Elements {
  /** The enterprise under which RFC 5103 numbers the way back of a biflow. */
  static final int REVERSE = 29305;

  /** Not an enterprise: the scope fields of NetFlow v9 have numbers of their own (RFC 3954 6.1). */
  static final int V9_SCOPE = -9;

  private static final String[] SCOPES = {
    "", "scopeSystem", "scopeInterface", "scopeLineCard", "scopeCache", "scopeTemplate"
  };

  /**
   * @param name after the IANA registry
   * @param type how its octets are read
   */
  record Element(String name, ElementType type) {}

  private final Map<Integer, Element> table;

  Elements() {
    table = load();
  }

  /** The element of this number, under a name made from the numbers when the table has none. */
  Element find(int enterprise, int number) {
    Element known = table.get(number);
    return switch (enterprise) {
      case 0 -> known == null ? new Element("element" + number, ElementType.UNKNOWN) : known;
      case REVERSE ->
          known == null
              ? new Element("reverseElement" + number, ElementType.UNKNOWN)
              : new Element("reverse" + capital(known.name()), known.type());
      case V9_SCOPE -> scope(number);
      default ->
          new Element(
              "enterprise" + Integer.toUnsignedString(enterprise) + ".element" + number,
              ElementType.UNKNOWN);
    };
  }

  private static Element scope(int number) {
    return number > 0 && number < SCOPES.length
        ? new Element(SCOPES[number], ElementType.UNSIGNED)
        : new Element("scope" + number, ElementType.UNKNOWN);
  }

  private static String capital(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private static Map<Integer, Element> load() {
    Map<Integer, Element> table = new HashMap<>();
    try (InputStream in = Elements.class.getResourceAsStream("elements.tsv");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split("\t", -1);
        if (cells.length == 3) {
          ElementType type = ElementType.valueOf(constant(cells[2]));
          table.put(Integer.valueOf(cells[0]), new Element(cells[1], type));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }

  private static String constant(String camel) {
    return camel.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }
}
