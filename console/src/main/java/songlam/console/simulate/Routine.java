package songlam.console.simulate;

/** What goes on for as long as the simulation runs, told piece by piece. */
public interface Routine {
  /**
   * Adds what happens in this span to the script. Spans come one behind the other.
   *
   * @param from second after the start, included
   * @param to second after the start, not included
   */
  void tell(Script script, int from, int to);
}
