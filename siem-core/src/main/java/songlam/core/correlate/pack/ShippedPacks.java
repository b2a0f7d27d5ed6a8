package songlam.core.correlate.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import songlam.core.config.Problems;
import songlam.core.config.Section;
import songlam.core.config.StrictYaml;
import songlam.core.detect.sigma.SigmaRules;

/** The packs that come with the product, from the resources of {@code correlation-rules}. */
public final class ShippedPacks {
  private static final String ROOT = "/rules/packs/";

  private ShippedPacks() {}

  /**
   * Reads them all.
   *
   * @throws songlam.core.config.ConfigException with every problem of every pack
   */
  public static List<Pack> read() {
    Problems problems = new Problems();
    Section index = StrictYaml.text("packs.yml", text("packs.yml"), problems);
    List<Pack> packs = new ArrayList<>();
    for (String id : index.texts("packs")) {
      Section top = StrictYaml.text(id + "/pack.yml", text(id + "/pack.yml"), problems);
      packs.add(PackReader.read(top, file -> text(id + "/" + file), SigmaRules::shipped));
    }
    problems.throwIfAny();
    return packs;
  }

  private static String text(String path) {
    try (InputStream in = ShippedPacks.class.getResourceAsStream(ROOT + path)) {
      if (in == null) {
        throw new IllegalStateException(ROOT + path + " is missing (expected: correlation-rules)");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
