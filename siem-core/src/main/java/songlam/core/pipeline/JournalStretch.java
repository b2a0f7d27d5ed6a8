package songlam.core.pipeline;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import songlam.core.journal.Journal;
import songlam.core.journal.SystemStore;

/**
 * The journal read again as the conveyor read it, with what the rules found that held at the time:
 * for whoever tries rules on what was received. A defect costs its record only. For one thread.
 */
public final class JournalStretch {
  private static final int ENTRIES_PER_CHUNK = 1_000;

  private final Journal journal;
  private final ChunkReader reader;

  /**
   * @param node name of this node in event ids
   * @param types every source type by name
   * @param rules the sets of detection rules the journal names
   * @param system knows which rules held and which were switched off when the journal begins; is
   *     only read
   */
  public JournalStretch(
      Journal journal,
      String node,
      Map<String, SourceType> types,
      Normaliser normaliser,
      RuleShelf rules,
      SystemStore system) {
    this.journal = journal;
    RuleHistory.Reading reading = RuleHistory.beside(system, journal, rules).reading();
    Switches switches = Switches.beside(system, journal.begin());
    this.reader =
        new ChunkReader(
            journal,
            node,
            types,
            normaliser,
            reading,
            switches.over(reading::detector),
            switches,
            new Faults());
  }

  /** Entries kept now. */
  public long entries() {
    return journal.end() - journal.begin();
  }

  /**
   * Reads all that is kept now, in order.
   *
   * @param event takes the events
   * @param tick takes the wall clock as the journal has it, milliseconds
   * @param entries hears how many entries were read so far
   * @param cancelled looked at between chunks
   * @return how many entries the journal gave up before they were read; what follows was read
   */
  public long read(
      Consumer<Detected> event,
      LongConsumer tick,
      LongConsumer entries,
      BooleanSupplier cancelled) {
    long end = journal.end();
    long begin = journal.begin();
    long next = begin;
    long missed = 0;
    while (next < end && !cancelled.getAsBoolean()) {
      int most = (int) Math.min(ENTRIES_PER_CHUNK, end - next);
      List<Journal.Numbered> numbered = kept(next, most);
      if (numbered.isEmpty()) {
        return missed;
      }
      missed += numbered.getFirst().offset() - next;
      next = numbered.getFirst().offset();
      Chunk chunk = reader.read(next, numbered);
      for (Chunk.Step step : chunk.steps) {
        switch (step) {
          case Chunk.Step.Happened(Detected detected) -> {
            if (!detected.isCanary()) {
              event.accept(detected);
            }
          }
          case Chunk.Step.Ticked(_, long at) -> tick.accept(at);
          case Chunk.Step.Activated _,
              Chunk.Step.Correlating _,
              Chunk.Step.Joined _,
              Chunk.Step.Switched _,
              Chunk.Step.Lost _ -> {}
        }
      }
      next = chunk.next;
      entries.accept(next - begin);
    }
    return missed;
  }

  /** Entries from here on; where the journal has given these up meanwhile, the oldest kept. */
  private List<Journal.Numbered> kept(long from, int most) {
    long at = from;
    while (true) {
      try {
        return journal.read(at, most);
      } catch (IllegalArgumentException e) {
        long begin = journal.begin();
        if (begin <= at) {
          throw e;
        }
        at = begin;
      }
    }
  }
}
