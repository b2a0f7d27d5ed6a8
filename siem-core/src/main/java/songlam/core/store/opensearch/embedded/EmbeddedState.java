package songlam.core.store.opensearch.embedded;

/**
 * How the server is, for people.
 *
 * @param detail why it is not up, else empty
 */
public record EmbeddedState(Phase phase, String detail) {
  /** Where it stands. */
  public enum Phase {
    /** Being unpacked for the first time. */
    UNPACKING,
    STARTING,
    UP,
    /** Died or would not start; it is tried again. */
    DOWN,
    STOPPED
  }

  static EmbeddedState of(Phase phase) {
    return new EmbeddedState(phase, "");
  }
}
