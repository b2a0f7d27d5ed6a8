package songlam.core.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
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
   * @param taken the rules of one event kept
   * @param filters files of filters kept; they hold for rules of the corpus only
   * @param correlations files of correlations kept
   * @param refused why not, by file
   * @param leftOut files that are neither rules nor a licence
   * @param licences the files kept as licence and source
   * @param replaced what became of the rules of the former corpus of this name
   */
  public record Report(
      List<SigmaRule> taken,
      int filters,
      int correlations,
      Map<String, String> refused,
      long leftOut,
      Set<String> licences,
      ReplacedRules replaced) {
    /** Whether nothing of the corpus could be taken. */
    public boolean isEmpty() {
      return taken.isEmpty() && filters == 0 && correlations == 0;
    }
  }

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
    requireName(name);
    return take(
        CorpusFiles.read(place), String.valueOf(place.getFileName()), name, licence, source);
  }

  /**
   * Takes a corpus in that came as a ZIP file.
   *
   * @param zip its bytes
   * @throws IOException when it cannot be read or is over a limit; nothing has changed then
   * @throws IllegalArgumentException when name or licence are missing; nothing has changed then
   */
  public Report take(byte[] zip, String name, String licence, String source) throws IOException {
    requireName(name);
    return take(CorpusFiles.read(zip), name + ".zip", name, licence, source);
  }

  private static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name: " + name + " (expected: lower case letters, digits, - and _)");
    }
  }

  private Report take(CorpusFiles files, String place, String name, String licence, String source)
      throws IOException {
    if (files.licences().isEmpty() && licence.isBlank()) {
      throw new IllegalArgumentException(
          place + ": no licence in it (expected: a file LICENSE or COPYING, or the licence named)");
    }
    Map<String, String> refused = new TreeMap<>(files.refused());
    CorpusJudge judge = new CorpusJudge(files.rules(), shipped, refused);
    Path fresh = folder.resolve("." + name + ".new");
    WholeFiles.delete(fresh);
    Path rules = Files.createDirectories(fresh.resolve(ImportedRules.RULES));
    for (Map.Entry<String, String> kept : judge.texts().entrySet()) {
      write(rules.resolve(kept.getKey()), kept.getValue());
    }
    for (Map.Entry<String, String> kept : files.licences().entrySet()) {
      write(fresh.resolve("licence").resolve(kept.getKey()), kept.getValue());
    }
    Report report =
        new Report(
            judge.rules(),
            judge.filters(),
            judge.correlations(),
            refused,
            files.leftOut(),
            Set.copyOf(files.licences().keySet()),
            ReplacedRules.of(
                ImportedRules.texts(WholeFiles.folderOf(folder), name), judge.texts()));
    write(fresh.resolve("import.yml"), record(place, licence, source, report));
    replace(name, fresh);
    return report;
  }

  private String record(String place, String licence, String source, Report report) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("source", source.isBlank() ? place : source);
    record.put(
        "licence", licence.isBlank() ? report.licences().stream().sorted().toList() : licence);
    record.put("at", Timestamps.iso(clock.millis()));
    record.put("taken", report.taken().size());
    record.put("filters", report.filters());
    record.put("correlations", report.correlations());
    record.put("left_out", report.leftOut());
    record.put("refused", report.refused());
    return new org.yaml.snakeyaml.Yaml().dumpAsMap(record);
  }

  /** Between the two moves the former one is read ({@link ImportedRules}). */
  private void replace(String name, Path fresh) throws IOException {
    Path there = folder.resolve(name);
    Path old = folder.resolve(ImportedRules.former(name));
    WholeFiles.forceAll(fresh);
    if (Files.exists(there)) {
      WholeFiles.delete(old);
      Files.move(there, old, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(fresh, there, StandardCopyOption.ATOMIC_MOVE);
    WholeFiles.force(folder);
    WholeFiles.delete(old);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, UTF_8);
  }
}
