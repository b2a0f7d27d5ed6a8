package songlam.console.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import songlam.core.detect.sigma.SigmaRules;

/** The modifiers of specification 2.1 and how often the public corpus uses each. */
final class ModifiersSection implements Section {
  private static final Pattern KEY =
      Pattern.compile("(?m)^[ \\-]*['\"]?[^\\s:#'\"]*?((?:\\|\\w+)+)['\"]?:");

  @Override
  public void write(Path corpora, StringBuilder out) throws IOException {
    out.append("## Modifiers\n\n");
    out.append(
        "Held by `ModifiersTest` and `SigmaRulesTest` on values at the edge, and by `DifferentialTest`, ");
    out.append("the index\nagainst a naive matcher on random rules and events.\n\n");
    Map<String, Integer> uses = uses(corpora.resolve("sigma-rules"));
    out.append("| modifier | lines of the public corpus that use it |\n|---|---|\n");
    for (String modifier : SigmaRules.modifiers()) {
      out.append("| `%s` | %,d |\n".formatted(modifier, uses.getOrDefault(modifier, 0)));
    }
  }

  private static Map<String, Integer> uses(Path folder) throws IOException {
    Map<String, Integer> uses = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return uses;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yml")).toList()) {
        Matcher keys = KEY.matcher(Files.readString(file, UTF_8));
        while (keys.find()) {
          for (String modifier : keys.group(1).substring(1).split("\\|", -1)) {
            uses.merge(modifier, 1, Integer::sum);
          }
        }
      }
    }
    return uses;
  }
}
