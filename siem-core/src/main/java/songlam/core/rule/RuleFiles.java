package songlam.core.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where pieces lie in the folder of the installation's rules, and how their files get there. */
final class RuleFiles {
  private static final String SIGMA = "sigma";
  private static final String EXCEPTIONS = "exceptions";
  private static final String PACKS = "packs";
  private static final String CASES = ".cases.yml";
  private static final String MERGED = ".merged";
  private static final Pattern OWN_ID = Pattern.compile("(?m)^id:");

  private final Path folder;

  RuleFiles(Path folder) {
    this.folder = folder;
  }

  /** Every file of Sigma rules, filters, correlations and exceptions. */
  List<Path> rules() {
    return Stream.of(SIGMA, EXCEPTIONS)
        .flatMap(part -> paths(folder.resolve(part), Integer.MAX_VALUE).stream())
        .filter(Files::isRegularFile)
        .filter(file -> file.toString().matches(".*\\.ya?ml"))
        .filter(file -> !file.toString().endsWith(CASES))
        .toList();
  }

  /** Every folder of a pack. */
  List<Path> packs() {
    return paths(folder.resolve(PACKS), 1).stream()
        .filter(pack -> !pack.toString().endsWith(MERGED) && !WholeFiles.isYoung(pack))
        .filter(pack -> Files.exists(pack.resolve(Piece.PACK)))
        .toList();
  }

  /** What a place is called within the folder. */
  String name(Path place) {
    return folder.relativize(place).toString();
  }

  static Path casesOf(Path file) {
    String name = String.valueOf(file.getFileName());
    return file.resolveSibling(name.replaceFirst("\\.ya?ml$", "") + CASES);
  }

  static Map<String, String> texts(Path pack) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(pack)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(pack.relativize(path).toString().replace('\\', '/'), Files.readString(path));
      }
    }
    return files;
  }

  /**
   * The file or folder a piece lies in, and where it would lie when it does not.
   *
   * @param isIt whether a file of one rule holds it
   */
  Path place(Piece piece, Predicate<Path> isIt) {
    Path pack = folder.resolve(PACKS).resolve(piece.id());
    if (piece.kind() == Piece.Kind.PACK && Files.isDirectory(pack)) {
      return pack;
    }
    Optional<Path> file =
        rules().parallelStream().filter(one -> mayBe(one, piece)).filter(isIt).findFirst();
    boolean isException = piece.text().contains("exception:");
    String name = piece.id().replaceAll("[^A-Za-z0-9._-]", "_") + ".yml";
    return file.orElseGet(
        () ->
            piece.kind() == Piece.Kind.PACK
                ? pack
                : folder.resolve(isException ? EXCEPTIONS : SIGMA).resolve(name));
  }

  /** Looking spares reading: of thousands of files a few name the id, or have none. */
  private static boolean mayBe(Path file, Piece piece) {
    try {
      String text = Files.readString(file);
      return piece.kind() == Piece.Kind.PACK
          ? text.contains("correlation:")
          : text.contains(piece.id()) || !OWN_ID.matcher(text).find();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Puts a piece where it lies; what it does not hold any more is gone then, and so is what was put
   * beside it.
   *
   * @return where that is
   */
  Path write(Piece piece, Path place) throws IOException {
    WholeFiles.delete(merged(place));
    if (piece.kind() != Piece.Kind.PACK) {
      file(place, piece.text(), piece.files().get(Piece.CASES));
      return place;
    }
    if (!Files.isRegularFile(place)) {
      pack(piece, place);
      return place;
    }
    if (CorrelationPieces.isOfOneFile(piece)) {
      file(place, piece.files().getOrDefault(Piece.RULE, ""), CorrelationPieces.cases(piece));
      return place;
    }
    // It was a file of correlations and is more now: in two places its old text would count.
    Path pack = folder.resolve(PACKS).resolve(piece.id());
    pack(piece, pack);
    Files.delete(place);
    Files.deleteIfExists(casesOf(place));
    return pack;
  }

  private static void file(Path file, String text, @Nullable String cases) throws IOException {
    WholeFiles.put(file, text);
    if (cases == null) {
      Files.deleteIfExists(casesOf(file));
    } else {
      WholeFiles.put(casesOf(file), cases);
    }
  }

  private static void pack(Piece piece, Path place) throws IOException {
    for (Map.Entry<String, String> file : piece.files().entrySet()) {
      WholeFiles.put(place.resolve(file.getKey()), file.getValue());
    }
    Set<String> kept = piece.files().keySet();
    for (String name : texts(place).keySet()) {
      if (!kept.contains(name)) {
        Files.delete(place.resolve(name));
      }
    }
  }

  /**
   * Puts a piece beside the place of what people have edited.
   *
   * @return where that is
   */
  static Path writeBeside(Piece piece, Path place) throws IOException {
    Path beside = merged(place);
    WholeFiles.delete(beside);
    if (piece.kind() == Piece.Kind.PACK && !Files.isRegularFile(place)) {
      WholeFiles.makeFolder(beside, piece.files());
    } else {
      WholeFiles.put(beside, piece.files().getOrDefault(Piece.RULE, piece.text()));
    }
    return beside;
  }

  /** What was put beside a place. */
  static Path merged(Path place) {
    return place.resolveSibling(place.getFileName() + MERGED);
  }

  private static List<Path> paths(Path folder, int depth) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(folder, depth)) {
      return paths.filter(path -> !path.equals(folder)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
