package songlam.core.rule;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import songlam.core.config.Problems;
import songlam.core.detect.sigma.SigmaRules;

/**
 * The lives of all rules: who wrote and decided what, and the files of each version. Kept under
 * {@code life} in the folder of the installation's rules. Safe for many threads; a change is on the
 * disk when the call returns. What a change means for detection is {@link InForce}.
 */
public final class RuleLives {
  private final LifeFolder folder;
  private final Supplier<Shipped> source;
  private volatile Shipped shipped;
  private final Clock clock;
  private final boolean fourEyes;
  private final Map<String, RuleLife> own = new TreeMap<>();

  /** Begun anew when what fields mean is read again, as emptying it would wait for its readers. */
  private volatile Map<String, SigmaRules> read = new ConcurrentHashMap<>();

  private final Map<String, Optional<Exemption>> exemptions = new ConcurrentHashMap<>();

  /** Reads what was kept; what ships never changes. */
  public RuleLives(Path rules, Shipped shipped, Clock clock, boolean fourEyes) {
    this(rules, () -> shipped, clock, fourEyes);
  }

  /**
   * Reads what was kept.
   *
   * @param rules folder of the installation's rules; need not be there yet
   * @param source reads what ships, what was taken in from elsewhere, and what fields mean
   * @param fourEyes whether a version must be released by somebody else than its author
   */
  public RuleLives(Path rules, Supplier<Shipped> source, Clock clock, boolean fourEyes) {
    this.folder = new LifeFolder(rules.resolve("life"));
    this.source = source;
    this.shipped = source.get();
    this.clock = clock;
    this.fourEyes = fourEyes;
    folder.read().forEach((id, lines) -> lines.forEach(line -> take(id, line)));
  }

  /** What is wrong with lines that were kept, by the rule's id: they are left out. */
  public Map<String, String> problems() {
    return folder.problems();
  }

  public Shipped shipped() {
    return shipped;
  }

  /** Reads again what ships, what was taken in from elsewhere, and what fields mean. */
  public synchronized void readShipped() {
    shipped = source.get();
    read = new ConcurrentHashMap<>();
    own.replaceAll((id, life) -> life.over(untouched(id).shipped()));
  }

  /** Every life somebody has had a hand in, in the order of the ids. */
  public synchronized List<RuleLife> own() {
    return List.copyOf(own.values());
  }

  /** The life of a rule, filter or pack; empty when there is none of this id. */
  public synchronized Optional<RuleLife> find(String id) {
    RuleLife known = own.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    return known(id) ? Optional.of(untouched(id)) : Optional.empty();
  }

  /**
   * How far a rule has come, also one of a pack.
   *
   * @throws IllegalArgumentException when there is no such rule
   */
  public RuleState state(String id) {
    return require(id).state();
  }

  /**
   * Keeps a version, as a draft made from the one people go on from. What is kept already, or is
   * what ships, makes no new one.
   *
   * @param author who wrote it
   */
  public synchronized RuleLife keep(Piece piece, String author, String why) {
    RuleLife life = own.getOrDefault(piece.id(), untouched(piece.id()));
    return keep(piece, author, why, life.head().map(RuleVersion::number).orElse(RuleLife.SHIPPED));
  }

  /**
   * @param parent the version it is made from, whose shipped files are merged into it and no others
   */
  public synchronized RuleLife keep(Piece piece, String author, String why, int parent) {
    RuleLife life = own.getOrDefault(piece.id(), untouched(piece.id()));
    String digest = piece.digest();
    boolean isKept = life.head().filter(head -> head.digest().equals(digest)).isPresent();
    boolean ships = life.versions().isEmpty() && ships(piece);
    if (isKept || ships) {
      return life;
    }
    return keep(piece, author, why, parent, from(life, parent));
  }

  private Map<String, String> from(RuleLife life, int parent) {
    if (parent == RuleLife.SHIPPED) {
      return shipped.piece(life.id()).<Map<String, String>>map(Piece::files).orElse(Map.of());
    }
    return base(life.id(), parent);
  }

  /** Keeps what a version and what ships come to, as a draft. */
  synchronized void merge(Piece piece, int parent, Piece ships) {
    String why = "version " + parent + " merged with the shipped rule";
    keep(piece, RuleVersion.MERGER, why, parent, ships.files());
  }

  private RuleLife keep(
      Piece piece, String author, String why, int parent, Map<String, String> base) {
    RuleLife life = own.getOrDefault(piece.id(), untouched(piece.id()));
    int latest = life.latest().map(RuleVersion::number).orElse(RuleLife.SHIPPED);
    int number = Math.max(latest, folder.highest(piece.id())) + 1;
    String baseDigest = base.isEmpty() ? "" : Piece.digest(base);
    folder.keep(piece, number, base);
    long now = clock.millis();
    return add(
        piece.id(),
        new LifeFolder.Line.Versioned(
            piece.kind(),
            new RuleVersion(number, piece.digest(), author, now, why, parent, baseDigest)));
  }

  /** Whether a piece is one of the versions kept, or what ships. */
  public synchronized boolean isKept(Piece piece) {
    String digest = piece.digest();
    return ships(piece)
        || own.containsKey(piece.id())
            && own.get(piece.id()).versions().stream().anyMatch(one -> one.digest().equals(digest));
  }

  private boolean ships(Piece piece) {
    return shipped.piece(piece.id()).filter(one -> one.digest().equals(piece.digest())).isPresent();
  }

  /**
   * Says that a version holds all it is to hold of what ships: it is not merged again until others
   * ship.
   *
   * @throws IllegalArgumentException when there is no such version, nothing ships, or the reason is
   *     empty
   */
  public synchronized RuleLife merged(String id, int version, String by, String why) {
    require(id).version(version);
    if (why.isBlank()) {
      throw new IllegalArgumentException("why: empty (expected: the reason)");
    }
    Piece ships = piece(id, RuleLife.SHIPPED);
    folder.keepBase(id, version, ships.files());
    return add(
        id,
        new LifeFolder.Line.Merged(
            new RuleMerge(version, ships.digest(), by, clock.millis(), why)));
  }

  /** A file of correlations that was renamed, under the id its life has. */
  public synchronized Piece named(Piece piece) {
    return own.containsKey(piece.id()) ? piece : CorrelationPieces.known(piece, this);
  }

  /**
   * Moves a version to a state. Going back is the same: an older version is released again.
   *
   * @param version {@link RuleLife#SHIPPED} for the one that comes with the product
   * @throws IllegalArgumentException when there is no such rule or version, the reason is empty, or
   *     four eyes are asked for and an author releases what was never released
   */
  public synchronized RuleLife move(
      String id, int version, RuleState state, String by, String why) {
    RuleLife life = require(id);
    if (why.isBlank()) {
      throw new IllegalArgumentException("why: empty (expected: the reason)");
    }
    if (version == RuleLife.SHIPPED) {
      if (life.shipped() == null) {
        throw new IllegalArgumentException(
            "version: 0 of " + id + " (expected: a version; none ships with the product)");
      }
    } else {
      life.version(version);
      boolean isSeen = !fourEyes || state != RuleState.RELEASED || life.wasReleased(version);
      if (!isSeen && life.authors(version).contains(by)) {
        throw new IllegalArgumentException(
            "release: by "
                + by
                + " who wrote it (expected: somebody else; rules.four_eyes is set)");
      }
    }
    if (life.states().get(version) == state) {
      return life;
    }
    return add(
        id, new LifeFolder.Line.Stepped(new RuleStep(version, state, by, clock.millis(), why)));
  }

  /** Says who answers for a rule. */
  public synchronized RuleLife own(String id, String owner, String by) {
    require(id);
    return add(id, new LifeFolder.Line.Owned(new RuleOwner(owner, by, clock.millis())));
  }

  /**
   * The files of a version.
   *
   * @throws IllegalArgumentException when there is no such version
   */
  public synchronized Piece piece(String id, int version) {
    RuleLife life = require(id);
    if (version == RuleLife.SHIPPED) {
      return shipped
          .piece(id)
          .orElseThrow(
              () -> new IllegalArgumentException("version: 0 of " + id + " (expected: files)"));
    }
    life.version(version);
    Piece.Kind kind = life.kind() == null ? Piece.Kind.SIGMA : life.kind();
    return new Piece(id, kind, folder.files(id, version));
  }

  /** What the text of a version means; versions never change, so it is read once. */
  SigmaRules sigma(String id, int version) {
    return read.computeIfAbsent(
        id + " v" + version,
        name -> SigmaRules.texts(Map.of(name, piece(id, version).text()), shipped.mapping()));
  }

  /** The exception a version is; empty when it is none, or none that can be read. */
  public Optional<Exemption> exemption(String id, int version) {
    return exemptions.computeIfAbsent(
        id + " v" + version,
        name -> {
          Problems problems = new Problems();
          Optional<Exemption> read = Exemption.read(name, piece(id, version).text(), problems);
          return problems.isEmpty() ? read : Optional.empty();
        });
  }

  /** Wall clock, milliseconds. */
  long now() {
    return clock.millis();
  }

  /** The shipped files that are merged into a version, none for none. */
  synchronized Map<String, String> base(String id, int version) {
    return folder.base(id, version, require(id).version(version).base());
  }

  private RuleLife require(String id) {
    return find(id)
        .orElseThrow(
            () -> new IllegalArgumentException("rule: " + id + " (expected: an existing one)"));
  }

  /** A rule of one of the installation's own packs is known by its pack. */
  private boolean known(String id) {
    int slash = id.indexOf('/');
    return shipped.state(id) != null || (slash > 0 && own.containsKey(id.substring(0, slash)));
  }

  private RuleLife untouched(String id) {
    RuleState state = shipped.state(id);
    boolean isOfPack = id.indexOf('/') > 0;
    Piece.Kind kind =
        isOfPack ? null : shipped.packs().containsKey(id) ? Piece.Kind.PACK : Piece.Kind.SIGMA;
    return RuleLife.untouched(
        id, kind, state == null && isOfPack && known(id) ? RuleState.RELEASED : state);
  }

  private RuleLife add(String id, LifeFolder.Line line) {
    folder.add(id, line);
    return take(id, line);
  }

  private RuleLife take(String id, LifeFolder.Line line) {
    RuleLife next = own.getOrDefault(id, untouched(id)).after(line);
    own.put(id, next);
    return next;
  }
}
