package songlam.core.rule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The life of a rule, filter or pack, or of one rule of a pack ({@code pack/rule}, which has states
 * only: its versions are the pack's). Immutable.
 *
 * <p>At most one version is released and at most one in shadow: a version that comes to either
 * state retires the one that was there. A version in shadow runs beside the one released.
 *
 * @param kind null for one rule of a pack
 * @param owner who answers for it, empty when nobody was named
 * @param shipped the state of the shipped version as long as nobody has said otherwise, null when
 *     none ships
 * @param versions the installation's own, oldest first
 * @param steps what was decided, oldest first
 */
public record RuleLife(
    String id,
    Piece.@Nullable Kind kind,
    String owner,
    @Nullable RuleState shipped,
    List<RuleVersion> versions,
    List<RuleStep> steps) {
  /** The number of the version that comes with the product. */
  public static final int SHIPPED = 0;

  public RuleLife {
    versions = List.copyOf(versions);
    steps = List.copyOf(steps);
  }

  /** The state of each version by its number; a version nobody has moved is a draft. */
  public Map<Integer, RuleState> states() {
    Map<Integer, RuleState> states = new HashMap<>();
    if (shipped != null) {
      states.put(SHIPPED, shipped);
    }
    versions.forEach(version -> states.put(version.number(), RuleState.DRAFT));
    for (RuleStep step : steps) {
      if (step.state() == RuleState.RELEASED || step.state() == RuleState.SHADOW) {
        states.replaceAll((_, state) -> state == step.state() ? RuleState.RETIRED : state);
      }
      states.put(step.version(), step.state());
    }
    return states;
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
                    "version: %d of %s (expected: 1 to %d)"
                        .formatted(number, id, versions.size())));
  }
}
