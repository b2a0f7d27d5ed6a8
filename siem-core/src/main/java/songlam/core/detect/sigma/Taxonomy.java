package songlam.core.detect.sigma;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import songlam.core.config.ConfigException;

/** All logsources that are known. Immutable. */
final class Taxonomy {
  private static final List<String> FILES =
      List.of(
          "windows.yml",
          "linux.yml",
          "macos.yml",
          "network.yml",
          "web.yml",
          "cloud.yml",
          "application.yml");

  private static final class Shipped {
    private static final Taxonomy TAXONOMY = read();
  }

  private final List<Table.Entry> entries;

  Taxonomy(List<Table.Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /** The tables that come with the product, read once. */
  static Taxonomy shipped() {
    return Shipped.TAXONOMY;
  }

  /**
   * These with an installation's own over them.
   *
   * @param report hears of an entry that says neither which events it is nor of which that are
   *     known
   */
  Taxonomy with(List<Table.Entry> own, Report report) {
    List<Table.Entry> all = new ArrayList<>(entries);
    for (Table.Entry entry : own) {
      boolean isPut = false;
      for (int i = 0; i < all.size(); i++) {
        Logsource known = all.get(i).logsource();
        boolean isMeant =
            entry.hasEvents() ? known.equals(entry.logsource()) : known.isWithin(entry.logsource());
        if (isMeant) {
          all.set(i, all.get(i).under(entry));
          isPut = true;
        }
      }
      if (!isPut && entry.hasEvents()) {
        all.add(entry);
      } else if (!isPut && entry.at() != null) {
        report.reject(
            entry.at(),
            entry.logsource() + ": unknown (expected: when, for a logsource nobody knows)");
      }
    }
    return new Taxonomy(all);
  }

  /** All entries. */
  List<Table.Entry> entries() {
    return entries;
  }

  /**
   * What a rule's logsource means: its events and its fields.
   *
   * @param at where to report a logsource nobody knows
   */
  Meanings of(Logsource logsource, Node at, Report report) {
    List<Table.Entry> exact =
        entries.stream().filter(e -> e.logsource().equals(logsource)).toList();
    if (!exact.isEmpty()) {
      return Meanings.anyOf(exact);
    }
    List<Table.Entry> within =
        entries.stream().filter(e -> e.logsource().isWithin(logsource)).toList();
    if (!within.isEmpty()) {
      return Meanings.anyOf(within);
    }
    List<Table.Entry> wider =
        entries.stream().filter(e -> logsource.isWithin(e.logsource())).toList();
    return Meanings.allOf(wider, logsource, at, report);
  }

  /** The texts of the tables that come with the product, by their names. */
  static Map<String, String> shippedTexts() {
    Map<String, String> texts = new TreeMap<>();
    FILES.forEach(file -> texts.put("taxonomy/" + file, text(file)));
    return texts;
  }

  private static Taxonomy read() {
    List<Table.Entry> entries = new ArrayList<>();
    List<RuleProblem> problems = new ArrayList<>();
    for (String file : FILES) {
      Report report = new Report("taxonomy/" + file);
      for (Node document : Documents.of(text(file), report)) {
        if (document instanceof MappingNode mapping) {
          entries.addAll(new Table(new Mapping(mapping, report), report).entries());
        }
      }
      problems.addAll(report.found());
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(
          String.join("\n", problems.stream().map(RuleProblem::toString).toList()));
    }
    return new Taxonomy(entries);
  }

  private static String text(String file) {
    try (InputStream in = Taxonomy.class.getResourceAsStream("taxonomy/" + file)) {
      if (in == null) {
        throw new IllegalStateException("taxonomy/" + file + " is missing");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
