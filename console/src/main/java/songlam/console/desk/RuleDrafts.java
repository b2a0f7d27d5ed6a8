package songlam.console.desk;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.rule.Overlay;
import songlam.core.rule.Piece;
import songlam.core.rule.RuleLife;
import songlam.core.rule.RuleLives;
import songlam.core.rule.RuleVersion;
import songlam.core.rule.UnreadFile;
import songlam.core.rule.Upgrade;

/**
 * What people write, and what a new release of the product brings, made versions; and versions made
 * the files people edit. A file that holds what no version has is never written over. For one
 * thread at a time, but for what was found last.
 */
final class RuleDrafts {
  private static final Logger LOG = LoggerFactory.getLogger(RuleDrafts.class);

  private final Overlay overlay;
  private final RuleLives lives;
  private volatile List<Upgrade.Conflict> conflicts = List.of();
  private volatile List<UnreadFile> unread = List.of();

  /**
   * @param folder of the installation's rules
   */
  RuleDrafts(Path folder, RuleLives lives) {
    this.overlay = new Overlay(folder, lives::named);
    this.lives = lives;
  }

  /** Rules changed by hand and by a new release of the product in the same place. */
  List<Upgrade.Conflict> conflicts() {
    return conflicts;
  }

  /** Files that could not be read when they were last. */
  List<UnreadFile> unread() {
    return unread;
  }

  /** Looks which files cannot be read. */
  void look(SigmaRules known) {
    unread = overlay.unread(known);
  }

  /**
   * Makes drafts of the files that differ from the version people go on from.
   *
   * @param drafts takes the ids
   * @param known rules correlations may be over
   */
  Overlay.Found read(String by, SigmaRules known, List<String> drafts) {
    Overlay.Found found = overlay.read(known);
    unread = found.unread();
    found
        .pieces()
        .forEach(
            (id, piece) -> {
              int before = versions(id);
              keep(piece, by, "read from its file", known);
              if (versions(id) > before) {
                drafts.add(id);
              }
            });
    drafts.sort(null);
    return found;
  }

  /** Writes a piece and keeps it as a version, and before it what was edited and not read yet. */
  RuleLife save(Piece given, String by, String why, SigmaRules known) {
    Piece piece = lives.named(given);
    Optional<Piece> lying = overlay.lying(piece, known).filter(one -> !lives.isKept(one));
    if (lying.isPresent() && !lying.get().files().equals(piece.files())) {
      List<String> wrong = Overlay.check(lying.get(), known).problems();
      if (!wrong.isEmpty()) {
        throw new IllegalArgumentException(
            piece.id()
                + ": its file was edited and cannot be read (expected: it is mended or taken away"
                + " first)\n"
                + String.join("\n", wrong));
      }
      keep(lying.get(), by, "read from its file before another was saved", known);
    }
    String written = overlay.write(piece, known);
    unread = unread.stream().filter(file -> !file.name().equals(written)).toList();
    return lives.keep(piece, by, why);
  }

  /** A file beside which a merged one lies was not edited from that one. */
  private void keep(Piece piece, String by, String why, SigmaRules known) {
    Optional<RuleLife> life = lives.find(piece.id()).filter(RuleDrafts::isMerged);
    Optional<RuleVersion> written = life.flatMap(RuleLife::written);
    if (written.isPresent() && overlay.hasBeside(piece, known)) {
      lives.keep(piece, by, why, written.get().number());
    } else {
      lives.keep(piece, by, why);
    }
  }

  /**
   * Merges what a new release of the product brought.
   *
   * @param known rules correlations may be over
   * @return what is to be told of it, but for conflicts
   */
  List<String> upgrade(SigmaRules known) {
    Upgrade.Outcome outcome = Upgrade.run(lives);
    List<String> told = new ArrayList<>(outcome.beside());
    for (Piece merged : outcome.merged()) {
      try {
        write(merged, known).ifPresent(told::add);
      } catch (UncheckedIOException e) {
        told.add(
            merged.id()
                + ": merged with what ships and not written: "
                + e.getMessage()
                + " (expected: files that can be read, in UTF-8)");
      }
    }
    outcome
        .conflicts()
        .forEach(
            conflict ->
                LOG.warn(
                    "rule {}: version {} and the shipped one changed in the same place",
                    conflict.id(),
                    conflict.version()));
    told.forEach(one -> LOG.warn("rule: {}", one));
    conflicts = List.copyOf(outcome.conflicts());
    return told;
  }

  /**
   * Says that the own versions of a rule stand as they are against what ships.
   *
   * @throws IllegalArgumentException when they are in no conflict
   */
  RuleLife resolve(String id, String by, String why, SigmaRules known) {
    Set<Integer> versions = new TreeSet<>();
    conflicts.stream()
        .filter(conflict -> conflict.id().equals(id))
        .forEach(conflict -> versions.add(conflict.version()));
    if (versions.isEmpty()) {
      throw new IllegalArgumentException(
          "rule: " + id + ": in no conflict (expected: one that songlam rules reload tells of)");
    }
    versions.forEach(version -> lives.merged(id, version, by, why));
    upgrade(known);
    return lives.find(id).orElseThrow();
  }

  /** Takes away merged files whose rules have gone on from them. */
  void tidy(Overlay.Found found, SigmaRules known) {
    for (Piece piece : found.pieces().values()) {
      boolean isOpen = conflicts.stream().anyMatch(one -> one.id().equals(piece.id()));
      boolean mayBe =
          lives.find(piece.id()).stream()
              .flatMap(life -> life.versions().stream())
              .anyMatch(RuleVersion::isMerged);
      if (!isOpen && mayBe) {
        overlay.dropBeside(piece, known);
      }
    }
  }

  /** Writes a merged version where it lies; gives what is to be told when it lies beside that. */
  private Optional<String> write(Piece merged, SigmaRules known) {
    Optional<Piece> lying = overlay.lying(merged, known);
    if (lying.isEmpty() || lives.isKept(lying.get())) {
      overlay.write(merged, known);
      return Optional.empty();
    }
    return Optional.of(
        overlay.writeBeside(merged, known)
            + ": merged with what ships; the file beside it was edited and is left as it is"
            + " (expected: songlam rules reload)");
  }

  private static boolean isMerged(RuleLife life) {
    return life.head().filter(RuleVersion::isMerged).isPresent();
  }

  private int versions(String id) {
    return lives.find(id).map(life -> life.versions().size()).orElse(0);
  }
}
