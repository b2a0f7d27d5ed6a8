package songlam.core.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import songlam.core.detect.RuleRef;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;

/**
 * What a stretch of the journal became: from {@code from} up to, not including, {@code next}.
 * Filled by one thread, then only read.
 */
final class Chunk {
  final long from;
  final List<StoreWriter.Document> documents = new ArrayList<>();
  final List<String> documentSources = new ArrayList<>();

  /** How many documents each source has here. */
  final Map<String, Long> documentsOf = new LinkedHashMap<>();

  final List<Step> steps = new ArrayList<>();
  final List<Held> held = new ArrayList<>();
  final List<Found> found = new ArrayList<>();
  final Map<String, Tally> tallies = new LinkedHashMap<>();
  long next;

  /** Of the records as they were received. */
  long bytes;

  /** What correlation gets, in order. */
  sealed interface Step {
    record Happened(Detected detected) implements Step {}

    /** A canary that died on its way here. */
    record Lost(String session, boolean parsed, String detail) implements Step {}

    record Ticked(long offset, long at) implements Step {}

    record Activated(long offset, String pack, String version) implements Step {}

    record Correlating(long offset, Map<String, String> packs) implements Step {}

    /** What looking at late events has found; empty at the end of a look. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Joined(long offset, String pack, String look, byte[] found, long at) implements Step {}

    record Switched(long offset, Set<String> off) implements Step {}
  }

  /** Rules an event fulfils, by its place; events that fulfil none are not listed. */
  record Found(long offset, int index, List<RuleRef> rules) {}

  /** A record on its way to quarantine. */
  record Held(long offset, int index, RawRecord record, Reason reason, String detail) {}

  Chunk(long from) {
    this.from = from;
    this.next = from;
  }

  void add(StoreWriter.Document document, String source) {
    documents.add(document);
    documentSources.add(source);
    documentsOf.merge(source, 1L, Long::sum);
  }

  Tally tally(String source) {
    return tallies.computeIfAbsent(source, _ -> new Tally());
  }
}
