package songlam.core.correlate.pack;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.correlate.window.StateReader;
import songlam.core.correlate.window.StateWriter;
import songlam.core.event.Severity;

/** An alert that was missed, as bytes for the journal; in the format of snapshots. */
public final class MissedCodec {
  private static final Logger LOG = LoggerFactory.getLogger(MissedCodec.class);

  private MissedCodec() {}

  /**
   * An alert as bytes.
   *
   * @param cut whether some of its evidence was left out for want of room
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Written(byte[] bytes, boolean cut) {}

  /**
   * Writes an alert. Of one that is longer, evidence is left out, from the middle on, until it
   * fits; one event always stays, and name and count are of all.
   *
   * @param most bytes
   */
  public static Written write(LateJoin.Missed missed, long most) {
    Episode episode = missed.episode();
    byte[] bytes = bytes(missed);
    boolean cut = false;
    for (int kept = episode.evidence().size(); bytes.length > most && kept > 1; cut = true) {
      kept /= 2;
      episode.shorten(kept);
      bytes = bytes(missed);
    }
    return new Written(bytes, cut);
  }

  private static byte[] bytes(LateJoin.Missed missed) {
    StateWriter out = new StateWriter();
    out.text(missed.severity().name());
    missed.episode().save(out);
    return out.finish();
  }

  /** Reads what {@link #write} wrote; null when it is in a format of another release. */
  static LateJoin.@Nullable Missed read(Rule rule, byte[] bytes) {
    try {
      StateReader in = new StateReader(bytes);
      Severity severity = Severity.valueOf(in.text());
      return new LateJoin.Missed(Episode.read(rule, in), severity);
    } catch (RuntimeException e) {
      LOG.error("{}: what was found of late events cannot be read", rule.id(), e);
      return null;
    }
  }
}
