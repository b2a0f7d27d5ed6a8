package songlam.console.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code songlam bench latency}: from the last record of an attack to the alert on the stream. */
@Command(
    name = "latency",
    mixinStandardHelpOptions = true,
    description = {
      "Last record of a password guesser sent, to its alert visible on the console's event stream,",
      "while other records come in at a steady rate; the source's lateness bound is taken off."
    })
final class LatencyCommand extends Measurement {
  private static final double TARGET_MILLIS = 1_000;

  /** What syslog's row of the table of source types says. */
  private static final double LATENESS_MILLIS = 500;

  @Option(names = "--rate", defaultValue = "2000", description = "events a second beside")
  private long rate;

  @Option(names = "--seconds", defaultValue = "60", description = "how long probes are sent")
  private long seconds;

  @Option(names = "--warm", defaultValue = "60", description = "seconds of load before")
  private long warm;

  @Option(
      names = "--dialect",
      defaultValue = "OLD",
      description = "OLD: times in whole seconds (RFC 3164), or MODERN: milliseconds (RFC 5424)")
  private SyslogBlock.Dialect dialect = SyslogBlock.Dialect.OLD;

  @Option(
      names = "--probe",
      description = "the same for the guesser's own records; as the load's when not given")
  private SyslogBlock.@Nullable Dialect probe;

  @Option(
      names = "--store",
      defaultValue = "REAL",
      description = "REAL, or COUNTING: a store that only counts")
  private Target.Store store = Target.Store.REAL;

  @Override
  String title() {
    return "Latency: record sent → alert on the console's stream, at %,d events/s".formatted(rate);
  }

  @Override
  void measure(Sheet sheet) throws IOException {
    Map<String, Long> seen = new ConcurrentHashMap<>();
    Distribution beyond = new Distribution();
    int missing = 0;
    try (Bed bed = new Bed(store, "", List.of());
        Sender load = new Sender(bed.syslogPort(), rate * (warm + seconds + 5), 4, rate, dialect);
        AlertStream stream = new AlertStream(bed.target(), seen);
        Guesser guesser = new Guesser(bed.syslogPort(), probe == null ? dialect : probe)) {
      load.awaitBegin();
      progress("load of %,d events/s, %d s to warm up".formatted(rate, warm));
      Target.pause(warm * 1_000);
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      while (System.nanoTime() < until) {
        guesser.attack();
        Target.pause(200);
      }
      Target.pause(5_000);
      for (Map.Entry<String, Long> attack : guesser.attacks().entrySet()) {
        Long at = seen.get(attack.getKey());
        if (at == null) {
          missing++;
        } else {
          beyond.add((at - attack.getValue()) / 1e6 - LATENESS_MILLIS);
        }
      }
    }
    if (beyond.size() == 0) {
      throw new BenchException("no alert was seen on the stream");
    }
    sheet.add("attacks sent", beyond.size() + (double) missing, "");
    sheet.atMost("attacks without an alert 5 s after the last", missing, 0, "");
    sheet.add("half of the alerts beyond the lateness bound after", beyond.quantile(0.5), "ms");
    sheet.atMost("99 of 100 after", beyond.quantile(0.99), TARGET_MILLIS, "ms");
    sheet.add("all after", beyond.most(), "ms");
    sheet.note("lateness bound of syslog, taken off: %.0f ms".formatted(LATENESS_MILLIS));
    sheet.note(
        "times of the load: "
            + dialect
            + ", of the guesser: "
            + (probe == null ? dialect : probe)
            + "; store: "
            + store
            + "; "
            + SyslogCorpus.read().describe());
  }
}
