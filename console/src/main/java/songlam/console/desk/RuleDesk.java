package songlam.console.desk;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.correlate.pack.PackShelf;
import songlam.core.correlate.pack.Packs;
import songlam.core.pipeline.RuleShelf;
import songlam.core.rule.InForce;
import songlam.core.rule.Overlay;
import songlam.core.rule.Piece;
import songlam.core.rule.RuleLife;
import songlam.core.rule.RuleLives;
import songlam.core.rule.RuleSets;
import songlam.core.rule.RuleState;
import songlam.core.rule.RuleVersion;
import songlam.core.rule.SigmaPieces;
import songlam.core.rule.UnreadFile;
import songlam.core.rule.Upgrade;
import songlam.core.rule.trial.ReleaseGate;

/**
 * Where people change rules: drafts are kept, versions moved from state to state, and each change
 * is put in force at once by an entry of the journal: Sigma rules as a new set, packs as a version
 * each. Safe for many threads.
 */
public final class RuleDesk {
  private static final Logger LOG = LoggerFactory.getLogger(RuleDesk.class);
  private static final int MOST_LOGGED = 20;

  private final Path folder;
  private final RuleDrafts drafts;
  private final RuleLives lives;
  private final RuleControl control;
  private final ReleaseGate gate;
  private final Enforcement enforcement;
  private volatile InForce inForce;

  /**
   * What reading the files again came to.
   *
   * @param drafts rules of which a new version was kept
   * @param problems what could not be read; the versions kept before stand
   * @param warnings what cannot match as things are, or is most likely a slip
   */
  public record Reloaded(
      List<String> drafts,
      List<String> problems,
      List<String> warnings,
      List<Upgrade.Conflict> conflicts) {}

  /**
   * A version that was kept.
   *
   * @param warnings what of it cannot match as things are, or is most likely a slip
   */
  public record Saved(RuleLife life, List<String> warnings) {}

  /**
   * Merges what a new release of the product brought and puts in force what the lives say.
   *
   * @param folder of the installation's rules
   * @param sets takes each set of Sigma rules that comes into force
   * @param gate what a release must pass
   */
  public RuleDesk(
      Path folder, RuleLives lives, RuleSets sets, RuleControl control, ReleaseGate gate) {
    this.folder = folder;
    this.drafts = new RuleDrafts(folder, lives);
    this.lives = lives;
    this.control = control;
    this.gate = gate;
    drafts.upgrade(InForce.of(lives).listed());
    this.inForce = InForce.of(lives);
    drafts.look(inForce.listed());
    this.enforcement = new Enforcement(sets, control, inForce, System::nanoTime);
    lives.shipped().problems().forEach(problem -> LOG.warn("rule: {}", problem));
    drafts
        .unread()
        .forEach(file -> file.problems().forEach(problem -> LOG.warn("rule: {}", problem)));
    inForce.problems().forEach(problem -> LOG.warn("rule: {}", problem));
    inForce.warnings().stream().limit(MOST_LOGGED).forEach(one -> LOG.info("rule: {}", one));
    if (inForce.warnings().size() > MOST_LOGGED) {
      LOG.info(
          "rule: {} warnings more (songlam rules reload tells them)",
          inForce.warnings().size() - MOST_LOGGED);
    }
    LOG.info("detection: {} Sigma rules", inForce.listed().rules().size());
  }

  /** Of the installation's rules. */
  public Path folder() {
    return folder;
  }

  public RuleLives lives() {
    return lives;
  }

  public InForce inForce() {
    return inForce;
  }

  /** What the pipeline looks for, by the names the journal has for it. */
  public RuleShelf sets() {
    return enforcement.sets();
  }

  /** The packs that hold and held. */
  public PackShelf packs() {
    return enforcement.packs();
  }

  /** Whether a rule of a pack, {@code pack/rule}, may raise alerts. */
  public boolean isRaising(String rule) {
    return control.isEnabled(rule) && !inForce.silent().contains(rule);
  }

  /** The cases a release must not break. */
  public ReleaseGate gate() {
    return gate;
  }

  /** Rules changed by hand and by a new release of the product in the same place. */
  public List<Upgrade.Conflict> conflicts() {
    return drafts.conflicts();
  }

  /** Rules that cannot be read, as versions were kept or as files were found last. */
  public List<UnreadableRule> unreadable() {
    List<UnreadableRule> all = new ArrayList<>();
    inForce.unlisted().forEach((id, why) -> all.add(new UnreadableRule(id, lives.state(id), why)));
    for (UnreadFile file : drafts.unread()) {
      all.add(new UnreadableRule(file.name(), RuleState.DRAFT, file.problems().getFirst()));
    }
    return all;
  }

  /** Why what is in force has not come to the platform: by pack, {@code ""} for none. */
  public Map<String, String> behind() {
    return enforcement.behind();
  }

  /** From now on changes reach the running platform. */
  public synchronized void connect(Activation platform) {
    enforcement.connect(platform);
    control.journalTo(enforcement::silence);
  }

  /**
   * Reads the files again. What was taken in from elsewhere and what fields mean is in force at
   * once; of the files people edit, what differs from the version kept last becomes a draft.
   *
   * @param by who edited, as far as is known
   */
  public synchronized Reloaded reload(String by) {
    lives.readShipped();
    inForce = InForce.of(lives);
    List<String> made = new ArrayList<>();
    Overlay.Found found = drafts.read(by, inForce.listed(), made);
    List<String> told = drafts.upgrade(inForce.listed());
    drafts.tidy(found, inForce.listed());
    apply(by);
    List<String> problems = new ArrayList<>(found.problems());
    problems.addAll(lives.shipped().problems());
    inForce.problems().stream().filter(one -> !problems.contains(one)).forEach(problems::add);
    List<String> warnings = new ArrayList<>(told);
    warnings.addAll(found.warnings());
    inForce.warnings().stream().filter(one -> !warnings.contains(one)).forEach(warnings::add);
    return new Reloaded(made, problems, warnings, conflicts());
  }

  /**
   * Writes a draft and keeps it as a version.
   *
   * @throws IllegalArgumentException with every problem of the piece, one a line
   */
  public synchronized Saved save(Piece piece, String by, String why) {
    SigmaPieces.Checked checked = check(piece);
    if (!checked.problems().isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", checked.problems()));
    }
    if (why.isBlank()) {
      throw new IllegalArgumentException("why: empty (expected: what changed)");
    }
    RuleLife life = drafts.save(piece, by, why, inForce.listed());
    List<String> warnings = new ArrayList<>(drafts.upgrade(inForce.listed()));
    warnings.addAll(checked.warnings());
    apply(by);
    return new Saved(life, warnings);
  }

  /**
   * Says that the own versions of a rule stand as they are where what ships changed the same place.
   *
   * @throws IllegalArgumentException when they are in no conflict, or the reason is empty
   */
  public synchronized RuleLife resolve(String id, String by, String why) {
    RuleLife life = drafts.resolve(id, by, why, inForce.listed());
    apply(by);
    return life;
  }

  /** What is wrong with a piece or worth saying of it; nothing is kept. */
  public SigmaPieces.Checked check(Piece piece) {
    return Overlay.check(piece, inForce.listed());
  }

  /**
   * Moves a version of a rule to a state and puts that in force.
   *
   * @param version empty for the one that {@link #chosen} says
   * @throws IllegalArgumentException when the life refuses it, or a release breaks a case, unless
   *     it goes back to a version that was in force before
   */
  public synchronized RuleLife move(
      String id, Optional<Integer> version, RuleState state, String by, String why) {
    int number = version.orElseGet(() -> chosen(id, state));
    boolean isToRun = state == RuleState.RELEASED || state == RuleState.SHADOW;
    if (isToRun && lives.find(id).map(RuleLife::kind).orElse(null) == Piece.Kind.PACK) {
      InForce.pack(lives, id, number).ifPresent(Packs::check);
    }
    if (state == RuleState.RELEASED && lives.find(id).isPresent() && !isReturn(id, number)) {
      pass(id, number);
    }
    RuleLife life = lives.move(id, number, state, by, why);
    apply(by);
    return life;
  }

  /**
   * The cases that going back to a version breaks, in words. Such a version was in force before:
   * that is told and refuses nothing, as who goes back does it in an emergency.
   */
  public List<String> brokenByReturn(String id, int version) {
    if (!isReturn(id, version)) {
      return List.of();
    }
    try {
      return gate.breaks(lives.piece(id, version), inForce);
    } catch (IllegalArgumentException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Of one rule of a pack no version can be gone back to, nor to what ships when that is another
   * text than own versions were made from: it was never in force here.
   */
  private boolean isReturn(String id, int version) {
    return id.indexOf('/') < 0
        && lives.find(id).filter(one -> one.wasReleased(version)).isPresent()
        && (version != RuleLife.SHIPPED || isAsBefore(id));
  }

  private boolean isAsBefore(String id) {
    String ships = lives.piece(id, RuleLife.SHIPPED).digest();
    return lives.find(id).stream()
        .flatMap(life -> life.versions().stream())
        .map(RuleVersion::base)
        .filter(base -> !base.isEmpty())
        .allMatch(ships::equals);
  }

  /** What is worth saying of a release: rules no case says anything of. */
  public List<String> uncased(String id, RuleState state) {
    return state == RuleState.RELEASED ? gate.without(id, inForce) : List.of();
  }

  /** A rule of a pack passes by its own cases, as the pack has it that is evaluated. */
  private void pass(String id, int number) {
    int slash = id.indexOf('/');
    if (slash < 0) {
      gate.check(lives.piece(id, number), inForce);
      return;
    }
    String pack = id.substring(0, slash);
    int version =
        lives
            .find(pack)
            .flatMap(life -> life.released().or(life::inShadow))
            .orElse(RuleLife.SHIPPED);
    gate.check(lives.piece(pack, version), id.substring(slash + 1), inForce);
  }

  /** Lets go of the exceptions whose time is over, and makes up for what did not get through. */
  public void expire(long now) {
    if (isOver(now) || enforcement.isDue()) {
      bringAgain(now);
    }
  }

  /** Somebody's change may have made up for it while this one waited. */
  private synchronized void bringAgain(long now) {
    if (isOver(now)) {
      LOG.info("rules: an exception has ended");
      apply("");
    } else if (enforcement.isDue()) {
      LOG.info("rules: what could not be put in force is tried again");
      apply("");
    }
  }

  private boolean isOver(long now) {
    return inForce.firstEnd().orElse(Long.MAX_VALUE) <= now;
  }

  /**
   * The version that is meant when nobody says which: the youngest, or, to retire, the one that is
   * evaluated.
   *
   * @throws IllegalArgumentException when there is none, or nobody wrote the youngest
   */
  public int chosen(String id, RuleState state) {
    RuleLife life =
        lives
            .find(id)
            .orElseThrow(
                () -> new IllegalArgumentException("rule: " + id + " (expected: an existing one)"));
    int latest = life.latest().map(RuleVersion::number).orElse(RuleLife.SHIPPED);
    if (state == RuleState.RETIRED || state == RuleState.DRAFT) {
      return life.released().or(life::inShadow).orElse(latest);
    }
    if (life.latest().filter(RuleVersion::isMerged).isPresent()) {
      int written = life.written().map(RuleVersion::number).orElse(RuleLife.SHIPPED);
      throw new IllegalArgumentException(
          "version: which of %s? %d was merged with what ships and nobody wrote it (expected: the number of one of %s)"
              .formatted(
                  id,
                  latest,
                  life.versions().stream()
                      .map(RuleVersion::number)
                      .filter(number -> number >= written)
                      .toList()));
    }
    return latest;
  }

  private void apply(String by) {
    inForce = InForce.of(lives);
    enforcement.bring(inForce, by);
  }
}
