package songlam.core.correlate.window;

/** How a window goes along with time. */
public enum Frame {
  /** It ends at each event. */
  SLIDING,

  /** Each begins where the one before ends, at multiples of their length since 1970. */
  TUMBLING;

  /**
   * What is of this moment or before has left the window by then.
   *
   * @param time event time, milliseconds
   * @param window its length, milliseconds
   */
  long leftBy(long time, long window) {
    return switch (this) {
      case SLIDING -> time - window;
      case TUMBLING -> Math.floorDiv(time, window) * window - 1;
    };
  }
}
