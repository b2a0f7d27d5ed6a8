package songlam.core.correlate.window;

/**
 * What a watch knew of some keys at an earlier event time: what a second look at late events begins
 * with where the answer rests on more than can be read again. Immutable.
 */
public final class Past {
  /**
   * How far back a look goes.
   *
   * @param read event time of the first event it reads, milliseconds
   * @param late event time of the first late one it is about
   */
  public record Since(long read, long late) {}

  /** Keys whose past is handed on at once. */
  static final int MOST_KEYS = 10_000;

  /** Nothing is needed. */
  public static final Past NONE = new Past(new byte[0], 0);

  /** Of more keys than are handed on. */
  static final Past TOO_MUCH = new Past(new byte[0], 0);

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

  /** Whether it is of too many keys to be known. */
  public boolean isTooMuch() {
    return this == TOO_MUCH;
  }

  /** Keys of which it is no longer known what was usual when the late events happened. */
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
