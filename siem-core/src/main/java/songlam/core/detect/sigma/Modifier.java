package songlam.core.detect.sigma;

/** What a {@code |name} behind a field does. Stateless. */
@FunctionalInterface
interface Modifier {
  /** Changes the draft; reports to it what cannot be. */
  void apply(Draft draft);

  /** Whether it makes other texts of the values, which only a comparison of texts looks at. */
  default boolean changesText() {
    return false;
  }
}
