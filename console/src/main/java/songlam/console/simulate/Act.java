package songlam.console.simulate;

/** Something a story does at its time. */
@FunctionalInterface
public interface Act {
  /**
   * @param at the time to put on what is sent, milliseconds since the epoch; never later than now
   */
  void play(Wires wires, long at) throws Exception;
}
