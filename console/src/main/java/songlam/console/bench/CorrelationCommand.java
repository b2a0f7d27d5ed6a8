package songlam.console.bench;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import songlam.core.correlate.window.Watch;
import songlam.core.correlate.window.Watched;
import songlam.core.event.Event;

/** {@code songlam bench correlate}: the windows of packs on one thread. */
@Command(
    name = "correlate",
    mixinStandardHelpOptions = true,
    description = {
      "Threshold, distinct count, ordered sequence, any-order set and absence over sliding windows,",
      "one thread: findings a second, memory a group, a million groups; the answers against a slow",
      "yardstick and against Esper, which is fetched for the purpose and measured beside ours."
    })
final class CorrelationCommand extends Measurement {
  private static final double TARGET_RATE = 300_000;
  private static final double TARGET_TIMES = 1;
  private static final double TARGET_PAUSE_MILLIS = 250;
  private static final int MANY = 1_000_000;
  private static final int FEW = 40_000;
  private static final int FEW_GROUPS = 400;
  private static final int KEPT = 100_000;

  @Option(names = "--findings", defaultValue = "1000000", description = "so many findings")
  private int findings;

  @Option(names = "--groups", defaultValue = "10000", description = "of so many groups")
  private int groups;

  @Option(names = "--rounds", defaultValue = "2", description = "the fastest of so many counts")
  private int rounds;

  @Override
  String title() {
    return "Correlation: windows of %,d groups on one thread".formatted(groups);
  }

  @Override
  void measure(Sheet sheet) throws IOException {
    progress("against the yardstick");
    List<Event> few = FindingStream.of(FEW, FEW_GROUPS, 2);
    for (CorrelationShape shape : CorrelationShape.values()) {
      check(sheet, shape, few);
    }
    progress("memory, a million groups");
    memory(sheet);
    many(sheet);
    progress("findings a second");
    List<Event> all = FindingStream.of(findings, groups, 1);
    for (CorrelationShape shape : CorrelationShape.values()) {
      double rate = rate(shape, all);
      if (shape == CorrelationShape.THRESHOLD) {
        sheet.atLeast(shape.label(), rate, TARGET_RATE, "findings/s");
      } else {
        sheet.add(shape.label(), rate, "findings/s");
      }
    }
    progress("versions of a pack put in force under the stream");
    swap(sheet, all);
    all = List.of();
    progress("beside Esper");
    List<String> arguments =
        List.of(Integer.toString(findings), Integer.toString(groups), Integer.toString(rounds));
    double least = PeerProcess.run(sheet, "CorrelationPeers", arguments);
    if (Double.isFinite(least)) {
      sheet.atLeast("the least of ours against Esper", least, TARGET_TIMES, "times");
    }
  }

  private static void check(Sheet sheet, CorrelationShape shape, List<Event> few) {
    CorrelationRun.Answers said = CorrelationRun.run(Watch.of(shape.watched()), few);
    if (!said.equal(CorrelationOracle.of(shape, few))) {
      throw new BenchException(shape.label() + ": other answers than the yardstick's");
    }
    sheet.add(shape.label() + ", answers as the yardstick's", said.size(), "");
  }

  private double rate(CorrelationShape shape, List<Event> all) {
    Watched watched = shape.watched();
    double least = Double.MAX_VALUE;
    CorrelationRun.run(Watch.of(watched), all);
    for (int i = 0; i < rounds; i++) {
      System.gc();
      long start = System.nanoTime();
      CorrelationRun.run(Watch.of(watched), all);
      least = Math.min(least, (System.nanoTime() - start) / 1e9);
    }
    return all.size() / least;
  }

  private static void swap(Sheet sheet, List<Event> all) {
    PackSwap.Figure swap = PackSwap.measure(all);
    sheet.atMost("a version of a pack read and compiled", swap.compileSeconds(), 1, "s");
    sheet.add("versions put in force at 100,000 findings/s", swap.swaps(), "");
    sheet.atMost(
        "longest the stream stood meanwhile", swap.longestPauseMillis(), TARGET_PAUSE_MILLIS, "ms");
    sheet.add("the same without any swap", swap.longestAnywayMillis(), "ms");
    sheet.add("alerts of windows across the swaps", swap.alerts(), "");
    sheet.atMost("of these lost or with another count", swap.lost(), 0, "");
  }

  /** What the heap holds more; the findings themselves are held by the list, and counted apart. */
  private static void memory(Sheet sheet) throws IOException {
    double before = heap();
    List<Event> each = FindingStream.ofEach(KEPT);
    double with = heap();
    sheet.add("a finding itself", perGroup(with - before), "B");
    for (CorrelationShape shape : CorrelationShape.values()) {
      double without = heap();
      Watch watch = Watch.of(shape.watched());
      each.forEach(finding -> watch.on(finding, _ -> {}));
      sheet.add(shape.label() + ", a group of one finding", perGroup(heap() - without), "B");
      if (watch.evicted() > 0) {
        sheet.note("%s: %,d groups let go".formatted(shape.label(), watch.evicted()));
      }
    }
  }

  private static void many(Sheet sheet) throws IOException {
    List<Event> each = FindingStream.ofEach(MANY);
    for (CorrelationShape shape : CorrelationShape.values()) {
      double before = heap();
      Watch watch = Watch.of(shape.watched());
      long start = System.nanoTime();
      each.forEach(finding -> watch.on(finding, _ -> {}));
      double seconds = (System.nanoTime() - start) / 1e9;
      sheet.add(shape.label() + ", a million groups", MANY / seconds, "findings/s");
      sheet.add(shape.label() + ", of these let go and counted", watch.evicted(), "");
      sheet.add(shape.label() + ", heap of the others", heap() - before, "MB");
    }
  }

  private static double heap() throws IOException {
    return Memory.of(ProcessHandle.current()).heapMegabytes();
  }

  private static double perGroup(double megabytes) {
    return megabytes * (1 << 20) / KEPT;
  }
}
