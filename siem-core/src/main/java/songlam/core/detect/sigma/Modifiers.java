package songlam.core.detect.sigma;

import static java.util.Map.entry;

import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import songlam.core.detect.match.Comparison;
import songlam.core.detect.match.Place;
import songlam.core.detect.match.ValueTest.DatePart.Part;

/** THE table of modifiers (specification, appendix "Modifiers", 2.1.0). */
final class Modifiers {
  private static final Map<String, Modifier> BY_NAME =
      Map.ofEntries(
          entry("contains", draft -> draft.place(Place.ANYWHERE)),
          entry("startswith", draft -> draft.place(Place.START)),
          entry("endswith", draft -> draft.place(Place.END)),
          entry("all", Draft::demandAll),
          entry("cased", Draft::makeCased),
          entry("neq", Draft::negate),
          entry("exists", draft -> draft.become(Draft.Kind.EXISTS)),
          entry("fieldref", draft -> draft.become(Draft.Kind.FIELD)),
          entry("cidr", draft -> draft.become(Draft.Kind.BLOCK)),
          entry("re", draft -> draft.become(Draft.Kind.REGEX)),
          entry("i", draft -> draft.regexFlag(Pattern.CASE_INSENSITIVE)),
          entry("m", draft -> draft.regexFlag(Pattern.MULTILINE)),
          entry("s", draft -> draft.regexFlag(Pattern.DOTALL)),
          entry("lt", draft -> draft.compare(Comparison.LESS)),
          entry("lte", draft -> draft.compare(Comparison.AT_MOST)),
          entry("gt", draft -> draft.compare(Comparison.MORE)),
          entry("gte", draft -> draft.compare(Comparison.AT_LEAST)),
          entry("minute", draft -> draft.part(Part.MINUTE)),
          entry("hour", draft -> draft.part(Part.HOUR)),
          entry("day", draft -> draft.part(Part.DAY)),
          entry("week", draft -> draft.part(Part.WEEK)),
          entry("month", draft -> draft.part(Part.MONTH)),
          entry("year", draft -> draft.part(Part.YEAR)),
          entry("base64", new Base64Modifier(false)),
          entry("base64offset", new Base64Modifier(true)),
          entry("utf16", new Utf16Modifier(StandardCharsets.UTF_16LE, "\u00ff\u00fe")),
          entry("utf16le", new Utf16Modifier(StandardCharsets.UTF_16LE, "")),
          entry("utf16be", new Utf16Modifier(StandardCharsets.UTF_16BE, "")),
          entry("wide", new Utf16Modifier(StandardCharsets.UTF_16LE, "")),
          entry("windash", new WindashModifier()),
          entry("expand", new ExpandModifier()));

  private Modifiers() {}

  static @Nullable Modifier named(String name) {
    return BY_NAME.get(name);
  }

  static String names() {
    return String.join(", ", new TreeSet<>(BY_NAME.keySet()));
  }
}
