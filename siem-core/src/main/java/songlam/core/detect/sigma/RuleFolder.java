package songlam.core.detect.sigma;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rules as they lie in files: which files are some, and what stands in them. What lies in the
 * folder of an installation's rules and is none is left out: its tables of fields, its
 * placeholders, what the platform keeps of lives and verdicts, and the files of packs.
 */
public final class RuleFolder {
  private static final Set<String> NO_RULES = Set.of(SigmaMapping.FOLDER, "life", "cases");
  private static final String PACK = "pack.yml";
  private static final String IMPORT_RECORD = "import.yml";

  private RuleFolder() {}

  /** What stands in these files and in the rules below these folders, in their order. */
  static List<FileReader.Content> read(List<Path> places, FileReader reader) {
    List<Path> files = places.stream().flatMap(place -> files(place).stream()).toList();
    return files.parallelStream().map(file -> read(reader, file)).toList();
  }

  private static FileReader.Content read(FileReader reader, Path file) {
    List<RuleProblem> problems = new ArrayList<>();
    return RuleText.read(file, problems::add)
        .map(text -> reader.read(file.toString(), text))
        .orElseGet(
            () -> new FileReader.Content(List.of(), List.of(), List.of(), List.copyOf(problems)));
  }

  /** The files of rules of a place, a file or a folder, sorted. */
  public static List<Path> files(Path place) {
    if (!Files.isDirectory(place)) {
      return place.endsWith(Placeholders.FILE) ? List.of() : List.of(place);
    }
    List<Path> packs = packs(place);
    return walked(place)
        .filter(file -> isRule(file) && !isApart(place, file))
        .filter(file -> packs.stream().noneMatch(file::startsWith))
        .sorted()
        .toList();
  }

  /** The folders of packs below a folder, itself too, sorted. */
  public static List<Path> packs(Path folder) {
    return walked(folder)
        .filter(file -> file.endsWith(PACK) && !isApart(folder, file))
        .map(Path::getParent)
        .sorted()
        .toList();
  }

  private static Stream<Path> walked(Path folder) {
    // A link to a folder is that folder where somebody names it.
    Path begin = Files.isSymbolicLink(folder) ? folder.resolve(".") : folder;
    try (Stream<Path> files = Files.walk(begin)) {
      return files.filter(Files::isRegularFile).map(Path::normalize).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isRule(Path file) {
    String name = String.valueOf(file.getFileName());
    boolean isYaml = name.endsWith(".yml") || name.endsWith(".yaml");
    return isYaml && !name.endsWith(".cases.yml") && !name.equals(ShippedRules.INDEX);
  }

  private static boolean isApart(Path place, Path file) {
    Path within = place.relativize(file);
    boolean isNested = within.getNameCount() > 1;
    return file.equals(Placeholders.file(place))
        || (isNested && NO_RULES.contains(within.getName(0).toString()))
        || (within.startsWith("imported") && file.endsWith(IMPORT_RECORD));
  }
}
