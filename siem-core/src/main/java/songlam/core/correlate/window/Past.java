package songlam.core.correlate.window;

/**
 * What a watch knew of some keys at an earlier event time: what a second look at late events begins
 * with where the answer rests on more than can be read again. Immutable.
 */
public final class Past {
  /** Nothing is needed. */
  public static final Past NONE = new Past(new byte[0], 0);

  private final byte[] state;
  private final long unknown;

  private Past(byte[] state, long unknown) {
    this.state = state;
    this.unknown = unknown;
  }

  static Past of(Watch watch, long unknown) {
    StateWriter out = new StateWriter();
    watch.save(out);
    return new Past(out.finish(), unknown);
  }

  /** Keys of which the past was not known any more at that time, but at a later one. */
  public long unknown() {
    return unknown;
  }

  /** A fresh watch of the same condition knows it from now on. */
  public void into(Watch fresh) {
    if (state.length > 0) {
      fresh.restore(new StateReader(state));
    }
  }
}
