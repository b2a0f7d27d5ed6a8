package songlam.core.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import songlam.core.config.ConfigException;
import songlam.core.config.Problems;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.Packs;
import songlam.core.detect.sigma.SigmaRules;

/**
 * The files people edit, in the folder of the installation's rules:
 *
 * <pre>
 * sigma/…/rule.yml         a Sigma rule, a filter or correlations each, at any depth
 * sigma/…/rule.cases.yml   its cases
 * exceptions/…/name.yml    what a rule no longer tells of, until when ({@link Exemption})
 * packs/id/pack.yml        a pack and the files it names; with the id of a shipped one, its rules
 * packs/id/cases/…         are put over that one's
 * </pre>
 *
 * What lies here is written, not in force: that is {@link RuleLives}.
 */
public final class Overlay {
  private static final String SIGMA = "sigma";
  private static final String EXCEPTIONS = "exceptions";
  private static final String PACKS = "packs";
  private static final String CASES = ".cases.yml";
  private static final SigmaRules NONE = SigmaRules.texts(Map.of());

  private final Path folder;

  public Overlay(Path folder) {
    this.folder = folder;
  }

  /**
   * What was found.
   *
   * @param pieces those without a problem, by id
   * @param problems {@code file:line: what (expected: …)}
   * @param warnings what is worth saying of those found
   */
  public record Found(Map<String, Piece> pieces, List<String> problems, List<String> warnings) {
    public Found {
      pieces = Map.copyOf(pieces);
      problems = List.copyOf(problems);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Reads all files.
   *
   * @param known rules of one event that correlations of packs may refer to
   */
  public Found read(SigmaRules known) {
    List<String> problems = new ArrayList<>();
    Map<String, Piece> pieces = new TreeMap<>();
    Map<String, Path> files = new HashMap<>();
    List<Path> rules = rules();
    List<SigmaPieces.Checked> checked =
        rules.parallelStream().map(file -> sigma(file, known)).toList();
    List<String> warnings = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      Path file = rules.get(i);
      problems.addAll(checked.get(i).problems());
      warnings.addAll(checked.get(i).warnings());
      checked
          .get(i)
          .piece()
          .ifPresent(
              piece -> {
                Path first = files.putIfAbsent(piece.id(), file);
                if (first == null) {
                  pieces.put(piece.id(), piece);
                } else {
                  problems.add(
                      file + ":1: id: " + piece.id() + ": also in " + first + " (expected: once)");
                }
              });
    }
    for (Path pack : packs()) {
      SigmaPieces.Checked one = pack(pack, known);
      problems.addAll(one.problems());
      warnings.addAll(one.warnings());
      one.piece()
          .ifPresent(
              piece -> {
                if (pieces.put(piece.id(), piece) != null) {
                  problems.add(
                      pack
                          + ":1: id: "
                          + piece.id()
                          + ": also in "
                          + files.get(piece.id())
                          + " (expected: once)");
                }
              });
    }
    return new Found(pieces, problems, warnings);
  }

  /** What is wrong with a piece or worth saying, as {@code file:line: what (expected: …)}. */
  public static SigmaPieces.Checked check(Piece piece, SigmaRules known) {
    if (piece.kind() == Piece.Kind.PACK) {
      return checkPack(piece, known);
    }
    String cases = piece.files().getOrDefault(Piece.CASES, "");
    return SigmaPieces.of(Piece.RULE, piece.text(), cases, known);
  }

  /** Writes the piece where one of its id lies, else under its id. */
  public void write(Piece piece) {
    try {
      if (piece.kind() == Piece.Kind.PACK) {
        Path place = folder.resolve(PACKS).resolve(piece.id());
        for (Map.Entry<String, String> file : piece.files().entrySet()) {
          put(place.resolve(file.getKey()), file.getValue());
        }
        return;
      }
      boolean isException = piece.text().contains("exception:");
      Path file = fileOf(piece.id(), folder.resolve(isException ? EXCEPTIONS : SIGMA));
      put(file, piece.text());
      String cases = piece.files().get(Piece.CASES);
      if (cases != null) {
        put(casesOf(file), cases);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path fileOf(String id, Path place) {
    for (Path file : rules()) {
      if (sigma(file, NONE).piece().filter(piece -> piece.id().equals(id)).isPresent()) {
        return file;
      }
    }
    return place.resolve(id.replaceAll("[^A-Za-z0-9._-]", "_") + ".yml");
  }

  private static void put(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Path young = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(young, text);
    Files.move(
        young,
        file,
        java.nio.file.StandardCopyOption.ATOMIC_MOVE,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private static SigmaPieces.Checked sigma(Path file, SigmaRules known) {
    try {
      Path cases = casesOf(file);
      return SigmaPieces.of(
          file.toString(),
          Files.readString(file),
          Files.exists(cases) ? Files.readString(cases) : "",
          known);
    } catch (IOException e) {
      return SigmaPieces.Checked.wrong(List.of(unreadable(file, e)));
    }
  }

  /**
   * Reads the files of a pack and compiles its DRL, and tells what is wrong.
   *
   * @param pack its folder
   * @param known rules of one event its correlations may refer to
   */
  public static SigmaPieces.Checked pack(Path pack, SigmaRules known) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(pack)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(pack.relativize(path).toString().replace('\\', '/'), Files.readString(path));
      }
    } catch (IOException e) {
      return SigmaPieces.Checked.wrong(List.of(unreadable(pack, e)));
    }
    Piece piece =
        new Piece(
            String.valueOf(pack.toAbsolutePath().normalize().getFileName()),
            Piece.Kind.PACK,
            files);
    return checkPack(piece, known);
  }

  private static SigmaPieces.Checked checkPack(Piece piece, SigmaRules known) {
    Problems problems = new Problems();
    readPack(piece, known, problems);
    return new SigmaPieces.Checked(
        problems.isEmpty() ? Optional.of(piece) : Optional.empty(),
        problems.all(),
        problems.warnings());
  }

  private static void readPack(Piece piece, SigmaRules known, Problems problems) {
    try {
      Pack read = PackPieces.read(piece, known, problems);
      if (problems.isEmpty()) {
        compile(read, problems);
      }
    } catch (ConfigException | IllegalArgumentException e) {
      problems.add(piece.id() + "/" + Piece.PACK + ":1: " + e.getMessage());
    }
  }

  private static void compile(Pack pack, Problems problems) {
    try {
      Packs.check(pack);
    } catch (ConfigException e) {
      String.valueOf(e.getMessage()).lines().forEach(problems::add);
    }
  }

  private static String unreadable(Path file, IOException e) {
    return file + ":1: cannot be read: " + e + " (expected: a readable file in UTF-8)";
  }

  private static Path casesOf(Path file) {
    String name = String.valueOf(file.getFileName());
    return file.resolveSibling(name.replaceFirst("\\.ya?ml$", "") + CASES);
  }

  private List<Path> rules() {
    return Stream.of(SIGMA, EXCEPTIONS)
        .flatMap(part -> paths(folder.resolve(part), Integer.MAX_VALUE).stream())
        .filter(Files::isRegularFile)
        .filter(file -> file.toString().matches(".*\\.ya?ml"))
        .filter(file -> !file.toString().endsWith(CASES))
        .toList();
  }

  private List<Path> packs() {
    return paths(folder.resolve(PACKS), 1).stream()
        .filter(pack -> Files.exists(pack.resolve(Piece.PACK)))
        .toList();
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
