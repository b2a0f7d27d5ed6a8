package songlam.core.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import songlam.core.config.ConfigException;
import songlam.core.config.Problems;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.Rule;
import songlam.core.detect.sigma.SigmaRules;

/** What the lives of packs come to, and which of their rules tell nobody. */
final class PacksInForce {
  private final RuleLives lives;
  private final Shipped ships;
  private final SigmaRules released;
  private final Exemptions exemptions;
  private final Map<String, Pack> evaluated = new TreeMap<>();
  private final Map<String, Pack> listed = new TreeMap<>();
  private final Map<String, Pack> withoutExceptions = new TreeMap<>();
  private final Map<String, Made> made = new TreeMap<>();
  private final Set<String> silent = new TreeSet<>();
  private final List<String> problems = new ArrayList<>();
  private final Map<String, String> unread = new TreeMap<>();
  private final List<String> warnings = new ArrayList<>();

  /** A version of the installation's own, read. */
  private record Own(Piece piece, Pack pack) {}

  /**
   * What a pack that is evaluated is made of.
   *
   * @param own null for the shipped one
   * @param inShadow whether it is only watched
   * @param gone rules, {@code pack/rule}, that are not evaluated
   */
  private record Made(String id, @Nullable Piece own, boolean inShadow, Set<String> gone) {}

  /**
   * @param released rules of one event that correlations of packs may refer to
   * @param exemptions put over the packs
   */
  PacksInForce(RuleLives lives, SigmaRules released, Exemptions exemptions) {
    this.lives = lives;
    this.ships = lives.shipped();
    this.released = released;
    this.exemptions = exemptions;
  }

  /** The packs that are evaluated, by id, with exceptions and what counts them. */
  Map<String, Pack> evaluated() {
    return evaluated;
  }

  /** Every pack there is: as released, else in shadow, else as written. */
  Map<String, Pack> listed() {
    return listed;
  }

  /** The pack as it is evaluated, but for exceptions; null when none is in force. */
  @Nullable Pack withoutExceptions(String id) {
    return withoutExceptions.get(id);
  }

  /** Rules, {@code pack/rule}, that are evaluated and alert nobody. */
  Set<String> silent() {
    return silent;
  }

  /** What keeps versions from being evaluated. */
  List<String> problems() {
    return problems;
  }

  /** Packs whose version in force, released or else in shadow, cannot be read, by id, and why. */
  Map<String, String> unread() {
    return unread;
  }

  /** What is worth saying of versions that are evaluated. */
  List<String> warnings() {
    return warnings;
  }

  /**
   * Takes in all packs.
   *
   * @param touched the lives people have written or decided on, by id
   */
  void add(Map<String, RuleLife> touched) {
    Set<String> ids = new TreeSet<>(ships.packs().keySet());
    touched.values().stream()
        .filter(life -> life.kind() == Piece.Kind.PACK)
        .forEach(life -> ids.add(life.id()));
    for (String id : ids) {
      RuleLife life = touched.get(id);
      Optional<Integer> version = life == null ? Optional.of(RuleLife.SHIPPED) : life.released();
      int known = problems.size();
      if (life != null) {
        life.inShadow().ifPresent(number -> watch(id, number));
      }
      if (version.isPresent()) {
        // Of one that is released, what keeps its shadow from being watched is told as a problem.
        known = problems.size();
        add(id, own(id, version.get()));
      }
      if (problems.size() > known) {
        unread.put(id, problems.get(known));
      }
      if (!listed.containsKey(id) && life != null) {
        int shown = life.inShadow().or(() -> life.latest().map(RuleVersion::number)).orElse(0);
        Pack pack = version(id, shown);
        if (pack != null) {
          listed.put(id, pack);
        }
      }
    }
  }

  /** The pack a version comes to, over the shipped one; null when there is none of either. */
  @Nullable Pack version(String id, int version) {
    return over(id, own(id, version));
  }

  private @Nullable Pack over(String id, @Nullable Own own) {
    Pack shipped = ships.packs().get(id);
    if (own == null) {
      return shipped;
    }
    return shipped == null ? own.pack() : PackPieces.over(shipped, own.pack());
  }

  /** Null for the shipped version, and when it cannot be read as things are. */
  private @Nullable Own own(String id, int version) {
    if (version == RuleLife.SHIPPED) {
      return null;
    }
    Piece piece = lives.piece(id, version);
    Pack pack = read(piece);
    return pack == null ? null : new Own(piece, pack);
  }

  /** What a pack that is evaluated is made of, from where nothing changes any more. */
  PackRecipe recipe(String id) {
    Made from = Objects.requireNonNull(made.get(id), id);
    Piece own = from.own();
    Piece shipped = ships.piece(from.id()).orElse(null);
    PackSource base =
        shipped == null ? null : PackSource.of(shipped, ships.sigma(), this::shippedText);
    PackSource over = own == null ? null : PackSource.of(own, released, this::releasedText);
    SortedMap<String, String> excepted = new TreeMap<>();
    Pack plain = withoutExceptions.get(id);
    for (Exemption one : exemptions.live()) {
      if (plain != null && Exemptions.isOfRuleIn(plain, one)) {
        excepted.put(one.id(), releasedText(one.id()));
      }
    }
    return new PackRecipe(
        from.id(),
        base,
        over,
        from.inShadow(),
        new TreeSet<>(from.gone()),
        excepted,
        new TreeMap<>(ships.mapping().texts()));
  }

  private String shippedText(String id) {
    return ships.piece(id).map(Piece::text).orElse("");
  }

  private String releasedText(String id) {
    return lives
        .find(id)
        .flatMap(RuleLife::released)
        .filter(version -> version != RuleLife.SHIPPED)
        .map(version -> lives.piece(id, version).text())
        .orElseGet(() -> shippedText(id));
  }

  /** In shadow is what its release would evaluate; what cannot be read is not watched. */
  private void watch(String id, int version) {
    Own own = own(id, version);
    boolean isUnread = own == null && version != RuleLife.SHIPPED;
    Pack pack = isUnread ? null : over(id, own);
    if (pack != null) {
      evaluate(pack, own, true);
    }
  }

  /** The pack, null when it cannot be read as things are. */
  private @Nullable Pack read(Piece piece) {
    Problems found = new Problems();
    Pack pack = null;
    try {
      pack = PackPieces.read(piece, released, found);
    } catch (ConfigException | IllegalArgumentException e) {
      found.add(piece.id() + "/" + Piece.PACK + ":1: " + e.getMessage());
    }
    problems.addAll(found.all());
    warnings.addAll(found.warnings());
    return found.isEmpty() ? pack : null;
  }

  private void add(String id, @Nullable Own own) {
    Pack pack = over(id, own);
    if (pack == null) {
      return;
    }
    listed.put(pack.id(), pack);
    evaluate(pack, own, false);
  }

  private void evaluate(Pack pack, @Nullable Own own, boolean inShadow) {
    Set<String> gone = new HashSet<>();
    Set<String> quiet = new HashSet<>();
    for (Rule rule : pack.rules()) {
      String name = pack.id() + "/" + rule.id();
      switch (lives.find(name).map(RuleLife::state).orElse(RuleState.RELEASED)) {
        case DRAFT, RETIRED -> gone.add(name);
        case SHADOW -> quiet.add(name);
        case RELEASED -> {}
      }
    }
    Pack kept = gone.isEmpty() ? pack : PackPieces.without(pack, gone);
    Pack whole = inShadow ? PackPieces.inShadow(exemptions.on(kept)) : counted(kept, quiet);
    if (inShadow) {
      whole.rules().forEach(rule -> silent.add(whole.id() + "/" + rule.id()));
    }
    withoutExceptions.put(whole.id(), kept);
    evaluated.put(whole.id(), whole);
    made.put(whole.id(), new Made(pack.id(), own == null ? null : own.piece(), inShadow, gone));
  }

  private Pack counted(Pack kept, Set<String> quiet) {
    silent.addAll(quiet);
    return exemptions.counted(kept, silent);
  }
}
