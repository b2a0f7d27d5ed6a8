package songlam.console.bench;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code songlam bench store}: all the way into OpenSearch, and how fast that could be. */
@Command(
    name = "store",
    mixinStandardHelpOptions = true,
    description = {
      "Messages per second over syslog TCP until they are stored in the embedded OpenSearch, and in",
      "the same run the best rate of _bulk alone with the same documents and template, over batch",
      "sizes and clients."
    })
final class StoreCommand extends Measurement {
  private static final double TARGET = 15_000;
  private static final double TARGET_PERCENT = 60;

  /** So many of the fastest combinations are measured over as many documents as the platform. */
  private static final int FINALISTS = 2;

  @Option(names = "--lines", defaultValue = "400000", description = "messages that count")
  private int lines;

  @Option(
      names = "--warm",
      defaultValue = "2000000",
      description = "messages before, stored in the same index; as many for _bulk alone")
  private int warm;

  @Option(
      names = "--ahead",
      defaultValue = "40000",
      description =
          "messages under way at most, as of clients that wait for answers; 0 sends all at once, so"
              + " that what is measured is how a backlog of all of them is worked off")
  private long ahead;

  @Option(
      names = "--documents",
      defaultValue = "60000",
      description = "of each short try of _bulk alone, by which combinations are chosen")
  private int documents;

  @Override
  String title() {
    return "End to end: syslog TCP → … → stored in OpenSearch, beside _bulk alone";
  }

  @Override
  void measure(Sheet sheet) throws IOException {
    Load.Result result;
    try (Bed bed = new Bed(Target.Store.REAL, "", List.of())) {
      Load load = new Load(bed.target(), Bed.SOURCE, bed.syslogPort());
      progress("the platform under test is up, pid " + bed.target().pid());
      progress("warm-up: " + load.run(warm, ahead));
      result = load.run(lines, ahead);
      progress("end to end: " + result);
    }
    RawStore.Rate quickest;
    RawStore.Rate best;
    try (RawStore raw = new RawStore()) {
      List<RawStore.Rate> tries = raw.tries(documents, this);
      quickest = tries.getFirst();
      best = new RawStore.Rate(0, 0, 0);
      for (RawStore.Rate way : tries.subList(0, FINALISTS)) {
        RawStore.Rate rate = raw.after(way, warm, lines, this);
        best = rate.perSecond() > best.perSecond() ? rate : best;
      }
    }
    sheet.atLeast("end to end, messages per second", result.perSecond(), TARGET, "/s");
    result.describe(sheet, "end to end, ");
    sheet.add("best of _bulk alone, as many documents", best.perSecond(), "/s");
    sheet.add("  documents of a request", best.batch(), "");
    sheet.add("  requests at once", best.clients(), "");
    sheet.add("best short try of _bulk alone", quickest.perSecond(), "/s");
    sheet.atLeast(
        "end to end against _bulk alone",
        100 * result.perSecond() / best.perSecond(),
        TARGET_PERCENT,
        "%");
    sheet.note(SyslogCorpus.read().describe());
    sheet.note(
        ahead == 0
            ? "sent at once: a backlog of all messages is worked off"
            : "messages under way at most: %,d".formatted(ahead));
    sheet.note(
        "_bulk alone: requests written beforehand; both sides measured behind %,d documents of the"
                .formatted(warm)
            + " same index");
    sheet.note("a short try fills a new index with %,d documents".formatted(documents));
  }
}
