package songlam.core.pipeline;

import static songlam.core.detect.Findings.marked;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import songlam.core.detect.Detector;
import songlam.core.detect.RuleRef;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.ParseResult;
import songlam.core.event.Parser;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.event.Text;
import songlam.core.journal.Entry;
import songlam.core.journal.Journal;

/**
 * Parse, normalise, detect: journal entries in, a chunk out, the same chunk for the same entries. A
 * defect in any of the three costs that record only. For one thread; each has its own.
 */
final class ChunkReader {
  private final Journal journal;
  private final String node;
  private final Map<String, SourceType> types;
  private final Normaliser normaliser;
  private final RuleHistory.Reading reading;
  private final Detector detector;
  private final Switches switches;
  private final Faults faults;
  private final Map<String, Parser> parsers = new HashMap<>();

  /**
   * @param reading told where this reader stands, so that the detector is of that place
   */
  ChunkReader(
      Journal journal,
      String node,
      Map<String, SourceType> types,
      Normaliser normaliser,
      RuleHistory.Reading reading,
      Detector detector,
      Switches switches,
      Faults faults) {
    this.journal = journal;
    this.node = node;
    this.types = types;
    this.normaliser = normaliser;
    this.reading = reading;
    this.detector = detector;
    this.switches = switches;
    this.faults = faults;
  }

  /** The entries must follow one another; {@code from} is where the first one stands. */
  Chunk read(long from, List<Journal.Numbered> entries) {
    Chunk chunk = new Chunk(from);
    reading.at(from);
    for (Journal.Numbered numbered : entries) {
      take(chunk, numbered.offset(), numbered.entry());
      chunk.next = numbered.offset() + 1;
    }
    return chunk;
  }

  private void take(Chunk chunk, long offset, Entry entry) {
    switch (entry) {
      case Entry.Received(RawRecord record) -> receive(chunk, offset, record);
      case Entry.Refused(RawRecord record, Reason reason, String detail) ->
          reject(chunk, offset, record, reason, detail);
      case Entry.Dropped(String source, Reason reason, long count, long at) -> {
        chunk.tally(source).dropped.merge(reason, count, Long::sum);
        faults.report(source, "overflow", source, lost(reason), at);
      }
      case Entry.Tick(long at) -> chunk.steps.add(new Chunk.Step.Ticked(offset, at));
      case Entry.Activated(String pack, String version, long _) ->
          chunk.steps.add(new Chunk.Step.Activated(offset, pack, version));
      case Entry.Correlating(Map<String, String> packs, long _) ->
          chunk.steps.add(new Chunk.Step.Correlating(offset, packs));
      case Entry.Joined(String pack, String look, byte[] found, long at) ->
          chunk.steps.add(new Chunk.Step.Joined(offset, pack, look, found, at));
      case Entry.Detecting(String set, long _) -> reading.note(offset, set);
      case Entry.Switched(Set<String> off, String _, long _) -> {
        switches.note(offset, off);
        chunk.steps.add(new Chunk.Step.Switched(offset, off));
      }
    }
  }

  private void receive(Chunk chunk, long offset, RawRecord record) {
    chunk.bytes += record.payload().length;
    Tally tally = tally(chunk, record);
    tally.lastReceivedAt = Math.max(tally.lastReceivedAt, record.receivedAt());
    SourceType type = types.get(record.type());
    if (type == null) {
      reject(
          chunk,
          offset,
          record,
          Reason.UNSUPPORTED,
          "type: " + record.type() + " (expected: a source type)");
      return;
    }
    ParseResult result;
    try {
      result = parser(record.type(), type).parse(record);
    } catch (RuntimeException | StackOverflowError e) {
      reject(chunk, offset, record, Reason.INTERNAL, "parse: " + e);
      return;
    }
    switch (result) {
      case ParseResult.Rejected(Reason reason, String detail) ->
          reject(chunk, offset, record, reason, detail);
      case ParseResult.Parsed(List<EventBuilder> events, List<ParseResult.Loss> losses) -> {
        tally.parsed++;
        if (!record.isCanary()) {
          losses.forEach(loss -> report(record, loss));
        }
        for (int index = 0; index < events.size(); index++) {
          produce(chunk, offset, index, record, type, events.get(index));
        }
      }
    }
  }

  private void produce(
      Chunk chunk,
      long offset,
      int index,
      RawRecord record,
      SourceType type,
      EventBuilder builder) {
    Tally tally = tally(chunk, record);
    tally.produced++;
    try {
      EventId id = new EventId(node, 0, offset, index);
      Event event = normaliser.normalise(builder, record, id);
      List<RuleRef> rules = detector.detect(event);
      List<RuleRef> inForce = rules.stream().filter(rule -> !rule.shadow()).toList();
      if (!rules.isEmpty()) {
        chunk.found.add(new Chunk.Found(offset, index, rules));
      }
      if (!inForce.isEmpty()) {
        event = marked(event, inForce);
      }
      if (!record.isCanary()) {
        chunk.add(new StoreWriter.Document(event, journal.suffixAt(offset)), record.source());
      }
      chunk.steps.add(
          new Chunk.Step.Happened(
              new Detected(
                  event,
                  rules,
                  offset,
                  record.receivedAt(),
                  record.session(),
                  type.latenessMillis())));
    } catch (RuntimeException | StackOverflowError e) {
      Reason reason =
          e instanceof IllegalArgumentException ? Reason.TYPE_MISMATCH : Reason.INTERNAL;
      if (record.isCanary()) {
        chunk.steps.add(new Chunk.Step.Lost(record.session(), true, String.valueOf(e)));
        return;
      }
      tally.refused.merge(reason, 1L, Long::sum);
      chunk.held.add(new Chunk.Held(offset, index, record, reason, String.valueOf(e)));
    }
  }

  private static void reject(
      Chunk chunk, long offset, RawRecord record, Reason reason, String detail) {
    if (record.isCanary()) {
      String why = reason.label() + ": " + detail;
      chunk.steps.add(new Chunk.Step.Lost(record.session(), false, why));
      return;
    }
    Tally tally = chunk.tally(record.source());
    tally.rejected.merge(reason, 1L, Long::sum);
    tally.lastReceivedAt = Math.max(tally.lastReceivedAt, record.receivedAt());
    chunk.held.add(new Chunk.Held(offset, 0, record, reason, detail));
  }

  /** A canary is counted nowhere. */
  private static Tally tally(Chunk chunk, RawRecord record) {
    return record.isCanary() ? new Tally() : chunk.tally(record.source());
  }

  private void report(RawRecord record, ParseResult.Loss loss) {
    String kind = loss.reason() == Reason.TEMPLATE_MISSING ? "template" : "overflow";
    faults.report(
        record.source(),
        kind,
        loss.origin(),
        new Text(loss.detail(), loss.detail()),
        record.receivedAt());
  }

  private static Text lost(Reason reason) {
    return new Text("Bản ghi bị bỏ: " + reason.label(), "Records dropped: " + reason.label());
  }

  private Parser parser(String name, SourceType type) {
    return parsers.computeIfAbsent(name, _ -> type.parser().get());
  }
}
