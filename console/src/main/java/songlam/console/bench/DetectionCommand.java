package songlam.console.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import songlam.core.detect.Detector;
import songlam.core.detect.Throughput;
import songlam.core.detect.index.IndexedDetector;
import songlam.core.detect.match.Expression;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.event.Event;

/** {@code songlam bench detect}: the whole public corpus of Sigma rules on one core. */
@Command(
    name = "detect",
    mixinStandardHelpOptions = true,
    description = {
      "All rules of the public Sigma corpus in one detector, on events of the public corpora: per",
      "second of one core, with routing by logsource and without; load time, memory, and the time",
      "from saving and releasing one rule of all until it finds, and how long events stood for it;",
      "beside it Lucene's monitor, Esper and OpenSearch's percolator."
    })
final class DetectionCommand extends Measurement {
  private static final double TARGET = 100_000;
  private static final double TARGET_UNROUTED = 50_000;
  private static final double TARGET_LOAD_SECONDS = 5;
  private static final double TARGET_MEGABYTES = 200;
  private static final double TARGET_PAUSE_MILLIS = 100;
  private static final int DISTINCT = 40_000;
  private static final Expression ALWAYS = new Expression.All(List.of());

  @Option(names = "--seconds", defaultValue = "8", description = "each figure is measured over")
  private int seconds;

  @Override
  String title() {
    return "Sigma: the whole public corpus on one core";
  }

  @Override
  void measure(Sheet sheet) throws IOException {
    Path corpus = Corpora.required("sigma-rules");
    long start = System.nanoTime();
    SigmaRules rules = SigmaRules.load(List.of(corpus));
    rules.detector();
    sheet.atMost("load and build, in a fresh process", since(start), TARGET_LOAD_SECONDS, "s");
    sheet.add("rules", rules.rules().size(), "");
    progress("reading events");
    DetectionSample sample = DetectionSample.read();
    List<Event> mixed = sample.mixed(DISTINCT);
    List<Event> hosts = sample.hosts(DISTINCT);
    memory(sheet, corpus, mixed);
    rates(sheet, rules, mixed, hosts);
    swap(sheet, corpus, mixed);
    DetectionPeers.measure(sheet, corpus, seconds, this);
    sheet.note(sample.describe());
    sheet.note("mixed: one event of a host for two log lines; hosts: without the log lines");
  }

  private void rates(Sheet sheet, SigmaRules rules, List<Event> mixed, List<Event> hosts) {
    Detector routed = rules.detector();
    Throughput first = rate(routed, mixed);
    sheet.atLeast("with routing, mixed", first.eventsPerSecond(), TARGET, "events/s");
    sheet.add("with routing, hosts", rate(routed, hosts).eventsPerSecond(), "events/s");
    Detector unrouted =
        new IndexedDetector(
            rules.conditions(_ -> true).stream()
                .map(rule -> new IndexedDetector.Rule(rule.ref(), ALWAYS, rule.condition()))
                .toList());
    Throughput second = rate(unrouted, mixed);
    sheet.atLeast("without routing, mixed", second.eventsPerSecond(), TARGET_UNROUTED, "events/s");
    sheet.add("without routing, hosts", rate(unrouted, hosts).eventsPerSecond(), "events/s");
    sheet.add("findings an event, with routing", perEvent(first), "");
    sheet.add("findings an event, without", perEvent(second), "");
  }

  /** Warm first; then by the processor time of this thread, which others cannot lengthen. */
  private Throughput rate(Detector detector, List<Event> events) {
    long span = TimeUnit.SECONDS.toNanos(seconds);
    var threads = ManagementFactory.getThreadMXBean();
    Throughput.measure(detector, events, span / 2, threads::getCurrentThreadCpuTime);
    Throughput rate = Throughput.measure(detector, events, span, threads::getCurrentThreadCpuTime);
    progress("%,.0f events/s".formatted(rate.eventsPerSecond()));
    return rate;
  }

  /** What the heap holds more with a loaded detector that has worked than without. */
  private static void memory(Sheet sheet, Path corpus, List<Event> events) throws IOException {
    double before = heap();
    Supplier<Detector> load = () -> SigmaRules.load(List.of(corpus)).detector();
    Detector detector = load.get();
    events.forEach(detector::detect);
    sheet.atMost("heap of the detector", heap() - before, TARGET_MEGABYTES, "MB");
    if (detector.detect(events.getFirst()).size() > events.size()) {
      throw new BenchException("the detector is gone");
    }
  }

  private void swap(Sheet sheet, Path corpus, List<Event> events) throws IOException {
    progress("a rule saved and released seven times while events go through");
    RuleSwap.Figure swap = RuleSwap.measure(corpus, events, Duration.ofSeconds(4));
    sheet.add("rules of an installation with the corpus taken in", swap.rules(), "");
    sheet.atMost("one of them saved, released and finding", swap.worstSeconds(), 1, "s");
    sheet.add("of this until the draft was kept", swap.savingSeconds(), "s");
    sheet.atMost(
        "longest between 50 events and 50", swap.longestPauseMillis(), TARGET_PAUSE_MILLIS, "ms");
    sheet.add("the same without any swap", swap.longestAnywayMillis(), "ms");
    sheet.add("events through meanwhile", swap.events(), "");
  }

  private static double heap() throws IOException {
    return Memory.of(ProcessHandle.current()).heapMegabytes();
  }

  private static double perEvent(Throughput rate) {
    return (double) rate.findings() / rate.events();
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
