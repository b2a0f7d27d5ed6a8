package songlam.console.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code songlam bench soak}: whether memory stays what it is, and what a day costs on disk. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = {
      "A steady load for some minutes: heap after a full collection and resident memory sampled,",
      "steady or not, and gigabytes stored a day."
    })
final class SoakCommand extends Measurement {
  private static final double MOST_TREE_MEGABYTES = 4_096;
  private static final double MOST_HEAP_MEGABYTES = 1_024;
  private static final double EVENTS_A_DAY = 1_000 * 86_400.0;

  @Option(names = "--minutes", defaultValue = "10")
  private long minutes;

  @Option(names = "--rate", defaultValue = "1000", description = "events a second")
  private long rate;

  @Option(names = "--samples", defaultValue = "40")
  private int samples;

  @Option(
      names = "--store",
      defaultValue = "REAL",
      description = "REAL, or COUNTING: a store that only counts")
  private Target.Store store = Target.Store.REAL;

  @Override
  String title() {
    return "Soak: %d minutes at %,d events/s".formatted(minutes, rate);
  }

  @Override
  void measure(Sheet sheet) throws IOException {
    try (Bed bed = new Bed(store, "", List.of())) {
      Target target = bed.target();
      long seconds = TimeUnit.MINUTES.toSeconds(minutes);
      List<Memory> seen = new ArrayList<>();
      try (Sender load =
          new Sender(bed.syslogPort(), rate * (seconds + 10), 4, rate, SyslogBlock.Dialect.OLD)) {
        load.awaitBegin();
        long began = System.nanoTime();
        for (int i = 1; i <= samples; i++) {
          long due = began + TimeUnit.SECONDS.toNanos(seconds) * i / samples;
          Target.pause(Math.max(0, (due - System.nanoTime()) / 1_000_000));
          Memory memory = Memory.of(target.handle());
          seen.add(memory);
          progress(memory.toString());
        }
      }
      describe(sheet, seen);
      disk(sheet, bed);
    }
  }

  private void describe(Sheet sheet, List<Memory> seen) {
    Trend heap = Trend.of(seen.stream().map(Memory::heapMegabytes).toList());
    Trend own = Trend.of(seen.stream().map(Memory::residentMegabytes).toList());
    Trend tree = Trend.of(seen.stream().map(Memory::treeMegabytes).toList());
    sheet.atMost("heap after a full collection, most", heap.most(), MOST_HEAP_MEGABYTES, "MB");
    sheet.add("  middle third → last third", heap.growth(), "MB more");
    sheet.add("resident, the platform's own process, most", own.most(), "MB");
    sheet.add("  middle third → last third", own.growth(), "MB more");
    sheet.atMost("resident, the whole tree, most", tree.most(), MOST_TREE_MEGABYTES, "MB");
    sheet.atLeast("steady (1) or not (0)", heap.isSteady() && own.isSteady() ? 1 : 0, 1, "");
    sheet.note("steady: the last third's mean is at most 5 % + 8 MB above the middle third's");
  }

  private void disk(Sheet sheet, Bed bed) {
    Account account = bed.target().account(Bed.SOURCE);
    double journal = Scratch.bytes(bed.data().resolve("db"));
    double stored = Scratch.bytes(bed.data().resolve("store/data"));
    sheet.add("events", account.stored(), "");
    sheet.add("journal on disk, bytes an event", journal / account.received(), "B");
    sheet.add(
        "journal a day at 1,000 events/s", journal / account.received() * EVENTS_A_DAY / 1e9, "GB");
    if (store == Target.Store.REAL && stored > 0) {
      sheet.add("store on disk, bytes an event", stored / account.stored(), "B");
      sheet.add(
          "store a day at 1,000 events/s", stored / account.stored() * EVENTS_A_DAY / 1e9, "GB");
    }
  }
}
