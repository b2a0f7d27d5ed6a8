package songlam.core.pipeline;

import java.util.Map;
import java.util.Set;

/**
 * What comes after detection: rule packs over time. Fed by one thread, in the order of the journal;
 * its results depend on nothing else.
 */
public interface Correlation {
  /** Takes an event in; may wait while a pack's queue is full. */
  void accept(Detected detected);

  /**
   * Time goes on.
   *
   * @param offset of the tick in the journal
   * @param at wall clock of the tick, milliseconds
   */
  void tick(long offset, long at);

  /**
   * The oldest journal offset that must be handed over again after a crash now.
   *
   * @param upTo the answer when nothing before it is needed
   */
  long safeOffset(long upTo);

  /**
   * Begins. What follows up to this offset was written in an earlier life, and most of it handed
   * over; whoever kept a state passes over what is in it already.
   */
  void replayUntil(long offset);

  /**
   * A version of a pack comes into force, at this place and no other.
   *
   * @param offset of the activation in the journal
   */
  default void activate(long offset, String pack, String version) {}

  /**
   * From this place on these packs hold, each in this version, and no others.
   *
   * @param offset of the entry in the journal
   * @param packs names of versions by pack
   */
  default void correlateWith(long offset, Map<String, String> packs) {}

  /**
   * No other versions of packs than these will be asked for: entries that name others are behind
   * all that would be handed over again after a crash now.
   *
   * @param packs names of versions by pack
   */
  default void needsOnly(Map<String, String> packs) {}

  /**
   * What looking anew at late events has found for a pack. The same may come twice.
   *
   * @param offset of the entry in the journal
   * @param look as the pack named it
   * @param found an alert, as the pack reads it; empty when that was all
   * @param at wall clock of the entry, milliseconds
   */
  default void joined(long offset, String pack, String look, byte[] found, long at) {}

  /**
   * From this place on these rules are switched off, and no others.
   *
   * @param offset of the entry in the journal
   */
  default void switched(long offset, Set<String> off) {}

  /**
   * A canary died before it came here.
   *
   * @param session the canary's
   * @param parsed whether it was read and died while it was normalised or detected
   * @param detail what was wrong
   */
  default void lost(String session, boolean parsed, String detail) {}

  /**
   * Nothing more comes in this life: whoever keeps a state keeps it now, with all that was handed
   * over, so that none of that is needed again. Called when the feeding thread has ended.
   *
   * @param upTo offset behind the last entry of the journal
   */
  default void finish(long upTo) {}

  /** Nothing more comes for now: what was taken so far should go on its way. */
  default void flush() {}
}
