package songlam.core.normalise;

/** Hears of clocks that run off. */
public interface ClockFaults {
  /**
   * @param source the input
   * @param origin whose clock it is
   * @param skewMillis event time minus reception
   * @param receivedAt wall clock, milliseconds
   */
  void report(String source, String origin, long skewMillis, long receivedAt);
}
