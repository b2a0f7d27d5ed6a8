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
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
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
  private static final Pattern OWN_ID = Pattern.compile("(?m)^id:");

  private final Path folder;

  public Overlay(Path folder) {
    this.folder = folder;
  }

  /**
   * What was found.
   *
   * @param pieces those without a problem, by id
   * @param unread what is wrong with each of the others
   * @param warnings what is worth saying of those found
   */
  public record Found(Map<String, Piece> pieces, List<UnreadFile> unread, List<String> warnings) {
    public Found {
      pieces = Map.copyOf(pieces);
      unread = List.copyOf(unread);
      warnings = List.copyOf(warnings);
    }

    /** All that is wrong, {@code file:line: what (expected: …)}. */
    public List<String> problems() {
      return unread.stream().flatMap(file -> file.problems().stream()).toList();
    }
  }

  /**
   * Reads all files.
   *
   * @param known rules of one event that correlations of packs may refer to
   */
  public Found read(SigmaRules known) {
    return read(known, pack -> pack(pack, known));
  }

  /**
   * The files that cannot be read, without compiling the DRL of packs.
   *
   * @param known as in {@link #read}
   */
  public List<UnreadFile> unread(SigmaRules known) {
    return read(known, pack -> checked(pack, piece -> readPack(piece, known))).unread();
  }

  private Found read(SigmaRules known, Function<Path, SigmaPieces.Checked> pack) {
    List<UnreadFile> unread = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    Map<String, Piece> pieces = new TreeMap<>();
    Map<String, Path> files = new HashMap<>();
    List<Path> all = new ArrayList<>(rules());
    List<SigmaPieces.Checked> checked =
        new ArrayList<>(all.parallelStream().map(file -> sigma(file, known)).toList());
    for (Path one : packs()) {
      all.add(one);
      checked.add(pack.apply(one));
    }
    for (int i = 0; i < all.size(); i++) {
      Path file = all.get(i);
      SigmaPieces.Checked one = checked.get(i);
      List<String> problems = new ArrayList<>(one.problems());
      warnings.addAll(one.warnings());
      one.piece()
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
      if (!problems.isEmpty()) {
        unread.add(new UnreadFile(name(file), problems));
      }
    }
    return new Found(pieces, unread, warnings);
  }

  /** What is wrong with a piece or worth saying, as {@code file:line: what (expected: …)}. */
  public static SigmaPieces.Checked check(Piece piece, SigmaRules known) {
    if (piece.kind() == Piece.Kind.PACK) {
      return checkPack(piece, known);
    }
    String cases = piece.files().getOrDefault(Piece.CASES, "");
    return SigmaPieces.of(Piece.RULE, piece.text(), cases, known);
  }

  /**
   * Writes the piece where one of its id lies, else under its id.
   *
   * @return what the file, or the folder of the pack, is called within the folder of the rules
   */
  public String write(Piece piece) {
    try {
      if (piece.kind() == Piece.Kind.PACK) {
        Path place = folder.resolve(PACKS).resolve(piece.id());
        for (Map.Entry<String, String> file : piece.files().entrySet()) {
          put(place.resolve(file.getKey()), file.getValue());
        }
        return name(place);
      }
      boolean isException = piece.text().contains("exception:");
      Path file = fileOf(piece.id(), folder.resolve(isException ? EXCEPTIONS : SIGMA));
      put(file, piece.text());
      String cases = piece.files().get(Piece.CASES);
      if (cases != null) {
        put(casesOf(file), cases);
      }
      return name(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String name(Path file) {
    return folder.relativize(file).toString();
  }

  private Path fileOf(String id, Path place) {
    return rules().parallelStream()
        .filter(file -> mayBe(file, id))
        .filter(file -> sigma(file, NONE).piece().filter(one -> one.id().equals(id)).isPresent())
        .findFirst()
        .orElseGet(() -> place.resolve(id.replaceAll("[^A-Za-z0-9._-]", "_") + ".yml"));
  }

  /** Looking spares reading: of thousands of files a few name the id, or have none. */
  private static boolean mayBe(Path file, String id) {
    try {
      String text = Files.readString(file);
      return text.contains(id) || !OWN_ID.matcher(text).find();
    } catch (IOException e) {
      return false;
    }
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
    return checked(pack, piece -> checkPack(piece, known));
  }

  private static SigmaPieces.Checked checked(
      Path pack, Function<Piece, SigmaPieces.Checked> check) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(pack)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(pack.relativize(path).toString().replace('\\', '/'), Files.readString(path));
      }
    } catch (IOException e) {
      return SigmaPieces.Checked.wrong(List.of(unreadable(pack, e)));
    }
    return check.apply(
        new Piece(
            String.valueOf(pack.toAbsolutePath().normalize().getFileName()),
            Piece.Kind.PACK,
            files));
  }

  private static SigmaPieces.Checked checkPack(Piece piece, SigmaRules known) {
    return checkPack(piece, known, Overlay::compile);
  }

  private static SigmaPieces.Checked readPack(Piece piece, SigmaRules known) {
    return checkPack(piece, known, (_, _) -> {});
  }

  private static SigmaPieces.Checked checkPack(
      Piece piece, SigmaRules known, BiConsumer<Pack, Problems> compiler) {
    Problems problems = new Problems();
    try {
      Pack read = PackPieces.read(piece, known, problems);
      if (problems.isEmpty()) {
        compiler.accept(read, problems);
      }
    } catch (ConfigException | IllegalArgumentException e) {
      problems.add(piece.id() + "/" + Piece.PACK + ":1: " + e.getMessage());
    }
    return new SigmaPieces.Checked(
        problems.isEmpty() ? Optional.of(piece) : Optional.empty(),
        problems.all(),
        problems.warnings());
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
