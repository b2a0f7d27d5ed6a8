package songlam.core.store;

/** Checks of what callers ask for. */
final class Limits {
  private Limits() {}

  static void within(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + least + " to " + most + ")");
    }
  }
}
