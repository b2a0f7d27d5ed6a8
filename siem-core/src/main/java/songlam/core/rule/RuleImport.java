package songlam.core.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import songlam.core.detect.sigma.RuleProblem;
import songlam.core.detect.sigma.SigmaRule;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.event.Timestamps;

/**
 * Takes a public corpus of Sigma rules into an installation: what can be read is kept as it came,
 * with licence and source beside it; what cannot is told with its reason. A corpus of the same name
 * is replaced as a whole.
 */
public final class RuleImport {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

  private final Path folder;
  private final SigmaRules shipped;
  private final Clock clock;

  /**
   * @param rules folder of the installation's rules
   * @param shipped rules whose ids no other may take
   */
  public RuleImport(Path rules, SigmaRules shipped, Clock clock) {
    this.folder = rules.resolve(ImportedRules.FOLDER);
    this.shipped = shipped;
    this.clock = clock;
  }

  /**
   * What came of it.
   *
   * @param taken the rules kept
   * @param refused why not, by file
   * @param leftOut files that are neither rules nor a licence
   * @param licences the files kept as licence and source
   */
  public record Report(
      List<SigmaRule> taken, Map<String, String> refused, long leftOut, Set<String> licences) {}

  /**
   * Takes a corpus in.
   *
   * @param place a folder or a ZIP file
   * @param name what the corpus is called here
   * @param licence its licence where no file of it says so, else empty
   * @param source where it is from, for the record
   * @throws IOException when it cannot be read or is over a limit; nothing has changed then
   * @throws IllegalArgumentException when name or licence are missing; nothing has changed then
   */
  public Report take(Path place, String name, String licence, String source) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name: " + name + " (expected: lower case letters, digits, - and _)");
    }
    CorpusFiles files = CorpusFiles.read(place);
    if (files.licences().isEmpty() && licence.isBlank()) {
      throw new IllegalArgumentException(
          place + ": no licence in it (expected: a file LICENSE or COPYING, or the licence named)");
    }
    Map<String, String> refused = new TreeMap<>(files.refused());
    List<SigmaRule> taken = judged(files.rules(), refused);
    Path fresh = folder.resolve("." + name + ".new");
    remove(fresh);
    for (SigmaRule rule : taken) {
      String file = rule.file();
      write(fresh.resolve(ImportedRules.RULES).resolve(file), files.rules().getOrDefault(file, ""));
    }
    for (Map.Entry<String, String> kept : files.licences().entrySet()) {
      write(fresh.resolve("licence").resolve(kept.getKey()), kept.getValue());
    }
    Report report =
        new Report(taken, refused, files.leftOut(), Set.copyOf(files.licences().keySet()));
    write(fresh.resolve("import.yml"), record(place, licence, source, report));
    replace(name, fresh);
    return report;
  }

  private List<SigmaRule> judged(Map<String, String> texts, Map<String, String> refused) {
    SigmaRules read = SigmaRules.texts(texts);
    for (RuleProblem problem : read.problems()) {
      if (problem.kind() == RuleProblem.Kind.REJECTED) {
        refused.putIfAbsent(problem.file(), problem.line() + ": " + problem.message());
      }
    }
    Map<String, List<SigmaRule>> byFile = new HashMap<>();
    read.rules().forEach(r -> byFile.computeIfAbsent(r.file(), _ -> new ArrayList<>()).add(r));
    List<SigmaRule> taken = new ArrayList<>();
    for (String file : texts.keySet()) {
      List<SigmaRule> rules = byFile.getOrDefault(file, List.of());
      if (refused.containsKey(file)) {
        continue;
      } else if (rules.isEmpty()) {
        refused.put(file, "1: no rule of one event (expected: a Sigma rule with detection)");
      } else if (rules.size() > 1) {
        refused.put(file, "1: several rules (expected: one a file, each has its own life)");
      } else if (shipped.rule(rules.getFirst().id()).isPresent()) {
        refused.put(file, "1: id: " + rules.getFirst().id() + " (expected: not one that ships)");
      } else {
        taken.add(rules.getFirst());
      }
    }
    return taken;
  }

  private String record(Path place, String licence, String source, Report report) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("source", source.isBlank() ? String.valueOf(place.getFileName()) : source);
    record.put(
        "licence", licence.isBlank() ? report.licences().stream().sorted().toList() : licence);
    record.put("at", Timestamps.iso(clock.millis()));
    record.put("taken", report.taken().size());
    record.put("left_out", report.leftOut());
    record.put("refused", report.refused());
    return new org.yaml.snakeyaml.Yaml().dumpAsMap(record);
  }

  private void replace(String name, Path fresh) throws IOException {
    Path there = folder.resolve(name);
    Path old = folder.resolve("." + name + ".old");
    remove(old);
    if (Files.exists(there)) {
      Files.move(there, old, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(fresh, there, StandardCopyOption.ATOMIC_MOVE);
    remove(old);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, UTF_8);
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, java.io.IOException e)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
