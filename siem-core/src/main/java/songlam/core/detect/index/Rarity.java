package songlam.core.detect.index;

import java.util.List;
import songlam.core.detect.match.Place;

/**
 * How often an anchor is expected in an event that has its column, by rule of thumb: long texts are
 * rare, those made of what every machine's paths and commands hold are not. It only chooses between
 * anchors; answers do not depend on it.
 */
final class Rarity {
  private static final double THERE = 0.95;
  private static final double NUMBER = 0.4;
  private static final double BLOCK = 0.3;
  private static final double PER_CHAR = 0.6;
  private static final double RAREST = 1e-9;

  private static final List<String> COMMON =
      List.of(
          ".exe",
          ".dll",
          "windows",
          "system32",
          "syswow64",
          "program files",
          "users",
          "appdata",
          "microsoft",
          "powershell",
          "software",
          "currentversion",
          "http",
          "local",
          "temp",
          "cmd",
          "\\",
          "/",
          " ",
          "-",
          ":",
          ".");

  private Rarity() {}

  static double of(Anchor anchor) {
    return switch (anchor) {
      case Anchor.Text(_, var place, var text) -> ofText(place, text);
      case Anchor.There _ -> THERE;
      case Anchor.Number _ -> NUMBER;
      case Anchor.Block _ -> BLOCK;
    };
  }

  static double of(List<Anchor> anyOfThem) {
    double sum = 0;
    for (Anchor anchor : anyOfThem) {
      sum += of(anchor);
    }
    return sum;
  }

  private static double ofText(Place place, String text) {
    String rest = text;
    double units = 0;
    for (String common : COMMON) {
      int length = rest.length();
      rest = rest.replace(common, "");
      units += 0.3 * (length - rest.length()) / common.length();
    }
    units += rest.length();
    double rarity = Math.max(RAREST, Math.pow(PER_CHAR, units));
    return place == Place.WHOLE ? rarity / 2 : rarity;
  }
}
