package songlam.core.journal;

import java.util.Map;
import java.util.Set;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;

/**
 * One entry of the journal: a record, or something else the rest of the platform must know in the
 * same order. Everything after the journal is a function of these, so wall clock and losses stand
 * here too.
 */
public sealed interface Entry {
  /** A record as received. */
  record Received(RawRecord record) implements Entry {}

  /** A record that no parser will see: it goes to quarantine. */
  record Refused(RawRecord record, Reason reason, String detail) implements Entry {}

  /**
   * Records that could not be kept.
   *
   * @param count how many
   * @param at wall clock, milliseconds
   */
  record Dropped(String source, Reason reason, long count, long at) implements Entry {}

  /**
   * Time goes on though nothing arrives.
   *
   * @param at wall clock, milliseconds
   */
  record Tick(long at) implements Entry {}

  /**
   * A version of a rule pack comes into force. Journals from before {@link Correlating} have it;
   * nobody writes it any more.
   *
   * @param at wall clock, milliseconds
   */
  record Activated(String pack, String version, long at) implements Entry {}

  /**
   * From here on records are detected with this set of rules.
   *
   * @param rules name of the set
   * @param at wall clock, milliseconds
   */
  record Detecting(String rules, long at) implements Entry {}

  /**
   * From here on these rule packs hold, each in this version, and no others.
   *
   * @param packs names of versions by pack
   * @param at wall clock, milliseconds
   */
  record Correlating(Map<String, String> packs, long at) implements Entry {
    public Correlating {
      packs = Map.copyOf(packs);
    }
  }

  /**
   * What looking anew at late events has found: as many of these of one look as it found alerts,
   * then one in which nothing was found, which ends it.
   *
   * @param look names the look, as the pack asked for it
   * @param found an alert, as the pack reads it; empty at the end; owned by the entry
   * @param at wall clock, milliseconds
   */
  @SuppressWarnings("ArrayRecordComponent") // identity is the journal offset, never the bytes
  record Joined(String pack, String look, byte[] found, long at) implements Entry {
    /** The end of a look. */
    public static Joined end(String pack, String look, long at) {
      return new Joined(pack, look, new byte[0], at);
    }
  }

  /**
   * From here on these rules are switched off, and no others.
   *
   * @param off ids of rules: {@code pack/rule}, or a Sigma rule's own
   * @param by who switched last
   * @param at wall clock, milliseconds
   */
  record Switched(Set<String> off, String by, long at) implements Entry {
    public Switched {
      off = Set.copyOf(off);
    }
  }
}
