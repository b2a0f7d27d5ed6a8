package songlam.core.detect.sigma;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import songlam.core.config.Problems;
import songlam.core.config.Section;
import songlam.core.config.StrictYaml;

/** The rules among the resources of {@code correlation-rules}, listed in {@code sigma.yml}. */
final class ShippedRules {
  /** The file that lists the others. */
  static final String INDEX = "sigma.yml";

  private static final String ROOT = "/rules/sigma/";

  private ShippedRules() {}

  /** The text of each rule by {@code category/rule.yml}. */
  static Map<String, String> texts() {
    Problems problems = new Problems();
    Section index = StrictYaml.text(INDEX, text(INDEX), problems);
    problems.throwIfAny();
    Map<String, String> texts = new LinkedHashMap<>();
    for (String category : index.names()) {
      List<String> names = index.texts(category);
      for (String name : names) {
        String path = category + "/" + name + ".yml";
        texts.put(path, text(path));
      }
    }
    return texts;
  }

  /** The cases beside {@code category/rule.yml}, empty when there are none. */
  static String cases(String path) {
    String cases = path.replaceFirst("\\.yml$", ".cases.yml");
    return ShippedRules.class.getResource(ROOT + cases) == null ? "" : text(cases);
  }

  private static String text(String path) {
    try (InputStream in = ShippedRules.class.getResourceAsStream(ROOT + path)) {
      if (in == null) {
        throw new IllegalStateException(ROOT + path + " is missing (expected: correlation-rules)");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
