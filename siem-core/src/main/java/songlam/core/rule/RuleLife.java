package songlam.core.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The life of a rule, filter or pack, or of one rule of a pack ({@code pack/rule}, which has states
 * only: its versions are the pack's). Immutable.
 *
 * <p>At most one version is released and at most one in shadow: a version that comes to either
 * state retires the one that was there. A version in shadow runs beside the one released.
 *
 * @param kind null for one rule of a pack
 * @param owners who was named to answer for it, oldest first
 * @param shipped the state of the shipped version as long as nobody has said otherwise, null when
 *     none ships
 * @param versions the installation's own, oldest first
 * @param steps what was decided, oldest first
 * @param merges which versions were said to hold all of what ships, oldest first
 */
public record RuleLife(
    String id,
    Piece.@Nullable Kind kind,
    List<RuleOwner> owners,
    @Nullable RuleState shipped,
    List<RuleVersion> versions,
    List<RuleStep> steps,
    List<RuleMerge> merges) {
  /** The number of the version that comes with the product. */
  public static final int SHIPPED = 0;

  public RuleLife {
    owners = List.copyOf(owners);
    versions = List.copyOf(versions);
    steps = List.copyOf(steps);
    merges = List.copyOf(merges);
  }

  /** One nobody has had a hand in. */
  static RuleLife untouched(String id, Piece.@Nullable Kind kind, @Nullable RuleState shipped) {
    return new RuleLife(id, kind, List.of(), shipped, List.of(), List.of(), List.of());
  }

  /** The same over what ships in another state. */
  RuleLife over(@Nullable RuleState now) {
    return new RuleLife(id, kind, owners, now, versions, steps, merges);
  }

  /** The same with one thing more that was decided or written. */
  RuleLife after(LifeFolder.Line line) {
    return switch (line) {
      case LifeFolder.Line.Versioned(Piece.Kind known, RuleVersion version) ->
          new RuleLife(id, known, owners, shipped, and(versions, version), steps, merges);
      case LifeFolder.Line.Stepped(RuleStep step) ->
          new RuleLife(id, kind, owners, shipped, versions, and(steps, step), merges);
      case LifeFolder.Line.Merged(RuleMerge merge) -> {
        List<RuleVersion> all = new ArrayList<>(versions);
        all.replaceAll(one -> one.number() == merge.version() ? one.over(merge.base()) : one);
        yield new RuleLife(id, kind, owners, shipped, all, steps, and(merges, merge));
      }
      case LifeFolder.Line.Owned(RuleOwner named) ->
          new RuleLife(id, kind, and(owners, named), shipped, versions, steps, merges);
    };
  }

  private static <T> List<T> and(List<T> all, T one) {
    List<T> more = new ArrayList<>(all);
    more.add(one);
    return more;
  }

  /** The state of each version by its number; a version nobody has moved is a draft. */
  public Map<Integer, RuleState> states() {
    Map<Integer, RuleState> states = new HashMap<>();
    if (shipped != null) {
      states.put(SHIPPED, shipped);
    }
    versions.forEach(version -> states.put(version.number(), RuleState.DRAFT));
    for (RuleStep step : steps) {
      boolean isThere = states.containsKey(step.version());
      if (!isThere && step.version() != SHIPPED) {
        continue; // Its line is lost: what was in force before still is.
      }
      if (step.state() == RuleState.RELEASED || step.state() == RuleState.SHADOW) {
        states.replaceAll((_, state) -> state == step.state() ? RuleState.RETIRED : state);
      }
      if (isThere) {
        states.put(step.version(), step.state());
      }
    }
    return states;
  }

  /** Whether there is nothing of it any more: what shipped or was taken in is not there. */
  public boolean isGone() {
    return states().isEmpty();
  }

  /** Who answers for it: who was named last, else who released last; empty when nobody did. */
  public String owner() {
    if (!owners.isEmpty()) {
      return owners.getLast().name();
    }
    return steps.reversed().stream()
        .filter(step -> step.state() == RuleState.RELEASED)
        .map(RuleStep::by)
        .findFirst()
        .orElse("");
  }

  /** The version in force. */
  public Optional<Integer> released() {
    return in(RuleState.RELEASED);
  }

  /** Whether a version was in force before, as it came or by somebody's decision. */
  public boolean wasReleased(int version) {
    return (version == SHIPPED && shipped == RuleState.RELEASED)
        || steps.stream()
            .anyMatch(step -> step.version() == version && step.state() == RuleState.RELEASED);
  }

  /** The version that is only watched. */
  public Optional<Integer> inShadow() {
    return in(RuleState.SHADOW);
  }

  private Optional<Integer> in(RuleState wanted) {
    return states().entrySet().stream()
        .filter(entry -> entry.getValue() == wanted)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** How far the rule has come: released when a version is, else shadow, draft or retired. */
  public RuleState state() {
    Map<Integer, RuleState> states = states();
    for (RuleState state : List.of(RuleState.RELEASED, RuleState.SHADOW, RuleState.DRAFT)) {
      if (states.containsValue(state)) {
        return state;
      }
    }
    return RuleState.RETIRED;
  }

  /** The installation's youngest version, empty when it has none. */
  public Optional<RuleVersion> latest() {
    return versions.isEmpty() ? Optional.empty() : Optional.of(versions.getLast());
  }

  /** The youngest version that a person wrote, empty for none. */
  public Optional<RuleVersion> written() {
    return versions.reversed().stream().filter(version -> !version.isMerged()).findFirst();
  }

  /**
   * The version people go on from: the youngest of all but those that are merged with what ships
   * and of which an older one than the youngest written is the parent.
   */
  public Optional<RuleVersion> head() {
    int written = written().map(RuleVersion::number).orElse(SHIPPED);
    return versions.reversed().stream()
        .filter(version -> version.number() == written || origin(version) >= written)
        .findFirst();
  }

  /** The youngest version people wrote that a version was made from. */
  private int origin(RuleVersion version) {
    RuleVersion last = line(version).getLast();
    return last.isMerged() ? SHIPPED : last.number();
  }

  /** A version and those it was merged from, up to the one people wrote. */
  private List<RuleVersion> line(RuleVersion version) {
    List<RuleVersion> line = new ArrayList<>(List.of(version));
    Optional<RuleVersion> next = Optional.of(version);
    while (next.isPresent() && next.get().isMerged()) {
      int parent = next.get().parent();
      next = versions.stream().filter(one -> one.number() == parent).findFirst();
      next.ifPresent(line::add);
    }
    return line;
  }

  /**
   * Who wrote what of a version nobody has released: of a merged one also who wrote those it was
   * merged from.
   */
  Set<String> authors(int version) {
    Set<String> authors = new HashSet<>();
    for (RuleVersion one : line(version(version))) {
      if (one.number() != version && wasReleased(one.number())) {
        break;
      }
      authors.add(one.author());
    }
    return authors;
  }

  /**
   * The version of this number.
   *
   * @throws IllegalArgumentException when the installation has none
   */
  public RuleVersion version(int number) {
    return versions.stream()
        .filter(version -> version.number() == number)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "version: %d of %s (expected: one of %s)"
                        .formatted(
                            number, id, versions.stream().map(RuleVersion::number).toList())));
  }
}
