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
import java.util.function.UnaryOperator;
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
  private final RuleFiles files;
  private final UnaryOperator<Piece> named;

  public Overlay(Path folder) {
    this(folder, UnaryOperator.identity());
  }

  /**
   * @param named gives a piece the id it is known by, where that is another than its text says
   */
  public Overlay(Path folder, UnaryOperator<Piece> named) {
    this.files = new RuleFiles(folder);
    this.named = named;
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
    Map<String, Path> first = new HashMap<>();
    List<Path> all = new ArrayList<>(files.rules());
    List<SigmaPieces.Checked> checked =
        new ArrayList<>(all.parallelStream().map(file -> sigma(file, known)).toList());
    for (Path one : files.packs()) {
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
                Path other = first.putIfAbsent(piece.id(), file);
                if (other == null) {
                  pieces.put(piece.id(), piece);
                } else {
                  problems.add(
                      file + ":1: id: " + piece.id() + ": also in " + other + " (expected: once)");
                }
              });
      if (!problems.isEmpty()) {
        unread.add(new UnreadFile(files.name(file), problems));
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
   * Writes the piece where one of its id lies, else under its id; it is all that is there then.
   *
   * @param known as in {@link #read}
   * @return what the file, or the folder of the pack, is called within the folder of the rules
   */
  public String write(Piece piece, SigmaRules known) {
    try {
      return files.name(files.write(piece, place(piece, known)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the piece beside the place where one of its id lies, which stays as it is.
   *
   * @param known as in {@link #read}
   * @return as of {@link #write}
   */
  public String writeBeside(Piece piece, SigmaRules known) {
    try {
      return files.name(RuleFiles.writeBeside(piece, place(piece, known)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether something was written beside the place of a piece since it was written last.
   *
   * @param known as in {@link #read}
   */
  public boolean hasBeside(Piece piece, SigmaRules known) {
    return Files.exists(RuleFiles.merged(place(piece, known)));
  }

  /**
   * Takes away what was written beside the place of a piece.
   *
   * @param known as in {@link #read}
   */
  public void dropBeside(Piece piece, SigmaRules known) {
    try {
      WholeFiles.delete(RuleFiles.merged(place(piece, known)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What lies in the place of a piece, whether it can be read or not; empty for nothing.
   *
   * @param known as in {@link #read}
   */
  public Optional<Piece> lying(Piece piece, SigmaRules known) {
    Path place = place(piece, known);
    try {
      if (Files.isDirectory(place)) {
        return Optional.of(new Piece(piece.id(), Piece.Kind.PACK, RuleFiles.texts(place)));
      }
      if (!Files.exists(place)) {
        return Optional.empty();
      }
      Map<String, String> raw = Map.of(Piece.RULE, Files.readString(place));
      return sigma(place, known)
          .piece()
          .or(() -> Optional.of(new Piece(piece.id(), piece.kind(), raw)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path place(Piece piece, SigmaRules known) {
    return files.place(
        piece,
        file -> sigma(file, known).piece().filter(one -> one.id().equals(piece.id())).isPresent());
  }

  private SigmaPieces.Checked sigma(Path file, SigmaRules known) {
    try {
      Path cases = RuleFiles.casesOf(file);
      SigmaPieces.Checked checked =
          SigmaPieces.of(
              file.toString(),
              Files.readString(file),
              Files.exists(cases) ? Files.readString(cases) : "",
              known);
      return new SigmaPieces.Checked(
          checked.piece().map(named), checked.problems(), checked.warnings());
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
    Map<String, String> files;
    try {
      files = RuleFiles.texts(pack);
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
}
