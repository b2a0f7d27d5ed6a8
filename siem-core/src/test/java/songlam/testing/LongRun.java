package songlam.testing;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * How far a property is tried. In every build it holds for the few seeds its test names; in a long
 * run ({@code ./songlam test --long}) for others, one after another, until its share of the time is
 * over. The verb finds properties by their tag and gives each an equal share, so a test with such a
 * tag calls {@link #each} once, or says in how many parts.
 */
public final class LongRun {
  /** Two ways to the same answer. */
  public static final String DIFFERENTIAL = "differential";

  /** The same alerts whatever the order, batch or restart. */
  public static final String DETERMINISM = "determinism";

  /** Rule code that tries to get out. */
  public static final String ESCAPE = "escape";

  /** Changed and made-up input. */
  public static final String FUZZ = "fuzz";

  /** Share of a property, seconds; 0 in an ordinary build. */
  private static final double SECONDS =
      Double.parseDouble(System.getProperty("songlam.long.seconds", "0"));

  private static final long SEED = Long.getLong("songlam.long.seed", 0);
  private static final long TOLD_EVERY = TimeUnit.SECONDS.toNanos(20);

  /** What {@code --seed} takes. */
  private static final long MOST_SEED = 1_000_000_000_000_000_000L;

  private LongRun() {}

  /** Holds a property against one seed. */
  @FunctionalInterface
  public interface Round {
    void of(long seed) throws Exception;
  }

  /** Whether seeds are not the usual ones. */
  public static boolean isOn() {
    return SECONDS > 0;
  }

  /** The share of a property, seconds; in an ordinary build the usual one. */
  public static double seconds(double usual) {
    return isOn() ? SECONDS : usual;
  }

  /** The seed a long run begins with; in an ordinary build the usual one. */
  public static long seed(long usual) {
    return isOn() ? SEED : usual;
  }

  /**
   * Holds a property against seeds from one on.
   *
   * @param kind {@link #DIFFERENTIAL} and so on
   * @param usual how many in an ordinary build
   */
  public static void each(String kind, long first, int usual, Round round) {
    each(kind, 1, first, usual, round);
  }

  /**
   * As {@link #each(String, long, int, Round)}, for one of so many parts of a property.
   *
   * @throws AssertionError that names the seed
   */
  public static void each(String kind, int parts, long first, int usual, Round round) {
    long begun = System.nanoTime();
    long told = begun;
    long end = begun + (long) (SECONDS / parts * 1e9);
    SplittableRandom others = new SplittableRandom(SEED);
    for (long i = 0; isOn() ? i == 0 || System.nanoTime() < end : i < usual; i++) {
      // Far from each other: random numbers of neighbours begin alike.
      long seed = isOn() ? (i == 0 ? SEED : others.nextLong(MOST_SEED)) : first + i;
      try {
        round.of(seed);
      } catch (Throwable e) {
        throw new AssertionError(
            "seed %d (again: ./songlam test --long 1 --only %s --seed %d): %s"
                .formatted(seed, kind, seed, e.getMessage()),
            e);
      }
      if (isOn() && (System.nanoTime() - told > TOLD_EVERY || System.nanoTime() >= end)) {
        told = System.nanoTime();
        System.out.printf(
            "songlam:   %s, %s: %,d rounds, seed %d, %.1f of %.1f s%n",
            kind, test(), i + 1, seed, (told - begun) / 1e9, SECONDS / parts);
      }
    }
  }

  private static String test() {
    return StackWalker.getInstance()
        .walk(
            steps ->
                steps
                    .filter(step -> !step.getClassName().equals(LongRun.class.getName()))
                    .findFirst()
                    .map(
                        step ->
                            step.getClassName().replaceFirst(".*\\.", "")
                                + "#"
                                + step.getMethodName())
                    .orElse(""));
  }
}
