package songlam.core.correlate.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
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
    return read(SigmaRules::shipped);
  }

  /**
   * As {@link #read()}.
   *
   * @param known rules of one event that correlations may refer to
   */
  public static List<Pack> read(Supplier<SigmaRules> known) {
    Problems problems = new Problems();
    Section index = StrictYaml.text("packs.yml", text("packs.yml"), problems);
    List<Pack> packs = new ArrayList<>();
    for (String id : index.texts("packs")) {
      Section top = StrictYaml.text(id + "/pack.yml", text(id + "/pack.yml"), problems);
      packs.add(PackReader.read(top, file -> text(id + "/" + file), known));
    }
    problems.throwIfAny();
    return packs;
  }

  /**
   * The files of a pack, by their names beside {@code pack.yml}, empty when it does not ship. Cases
   * are named after the rules: {@code cases/<rule>.yml}.
   */
  public static Map<String, String> files(String id) {
    String head = id + "/pack.yml";
    if (!id.matches("[a-z0-9-]+") || ShippedPacks.class.getResource(ROOT + head) == null) {
      return Map.of();
    }
    Section top = StrictYaml.text(head, text(head), new Problems());
    Map<String, String> files = new TreeMap<>(Map.of("pack.yml", text(head)));
    top.texts("sigma").forEach(name -> files.put(name, text(id + "/" + name)));
    top.texts("drl").forEach(name -> files.put(name, text(id + "/" + name)));
    for (Rule rule :
        PackReader.read(top, file -> text(id + "/" + file), SigmaRules::shipped).rules()) {
      String cases = "cases/" + rule.id() + ".yml";
      if (ShippedPacks.class.getResource(ROOT + id + "/" + cases) != null) {
        files.put(cases, text(id + "/" + cases));
      }
    }
    return files;
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
