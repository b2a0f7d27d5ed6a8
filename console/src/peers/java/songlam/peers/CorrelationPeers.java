package songlam.peers;

import java.util.Arrays;
import java.util.List;
import songlam.console.bench.CorrelationRun;
import songlam.console.bench.CorrelationShape;
import songlam.console.bench.FindingStream;
import songlam.core.correlate.window.Watch;
import songlam.core.correlate.window.Watched;
import songlam.core.event.Event;

/**
 * Our windows and Esper's on the same findings, one thread, in turn. Writes lines of {@code row TAB
 * name TAB value TAB unit} and {@code note TAB sentence}.
 *
 * <p>Arguments: how many findings, how many groups, rounds that are measured.
 */
public final class CorrelationPeers {
  private final List<Event> findings;
  private final List<EsperCorrelations.Finding> theirs;
  private final int rounds;
  private int made;

  private CorrelationPeers(int count, int groups, int rounds) {
    this.findings = FindingStream.of(count, groups, 1);
    this.theirs = findings.stream().map(EsperCorrelations.Finding::new).toList();
    this.rounds = rounds;
  }

  /** One pass; the seconds it took and what was answered. */
  private record Pass(double seconds, CorrelationRun.Answers answers) {}

  /** What passes once. */
  private interface Passing {
    Pass pass() throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    CorrelationPeers peers =
        new CorrelationPeers(
            Integer.parseInt(arguments[0]),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]));
    for (CorrelationShape shape : CorrelationShape.values()) {
      peers.compare(shape);
    }
  }

  private void compare(CorrelationShape shape) throws Exception {
    Watched watched = shape.watched();
    Passing ours = () -> ours(watched);
    CorrelationRun.Answers expected = ours.pass().answers();
    double best = 0;
    String which = "";
    Passing fastest = ours;
    for (EsperCorrelations.Wording wording : EsperCorrelations.wordings(shape)) {
      Passing passing = () -> esper(wording);
      Pass first = passing.pass();
      boolean isEqual = first.answers().equal(expected);
      if (!isEqual) {
        System.out.println(
            "note\tEsper, %s, %s: other answers, %,d for %,d; left out"
                .formatted(
                    shape.label(), wording.name(), first.answers().size(), expected.size()));
        continue;
      }
      double rate = rate(passing);
      System.out.println(
          "note\tEsper, %s, %s: %,.0f findings/s".formatted(shape.label(), wording.name(), rate));
      if (rate > best) {
        best = rate;
        which = wording.name();
        fastest = passing;
      }
    }
    if (!which.isEmpty()) {
      pairs(shape, which, expected.size(), fastest, ours);
    }
  }

  /** In turn, so that what else the machine does falls on both; the middle one of the ratios counts. */
  private void pairs(
      CorrelationShape shape, String which, int answers, Passing theirs, Passing ours)
      throws Exception {
    double[] times = new double[2 * rounds + 1];
    double best = 0;
    double mine = 0;
    for (int i = 0; i < times.length; i++) {
      double their = rate(theirs.pass());
      System.gc();
      double our = rate(ours.pass());
      System.gc();
      times[i] = our / their;
      best = Math.max(best, their);
      mine = Math.max(mine, our);
    }
    Arrays.sort(times);
    row(shape.label() + ", answers the same", answers, "");
    row(shape.label() + ", Esper (" + which + ")", best, "findings/s");
    row(shape.label() + ", ours", mine, "findings/s");
    System.out.println(
        "note\t%s, ours against Esper in %d turns: %.2f to %.2f times"
            .formatted(shape.label(), times.length, times[0], times[times.length - 1]));
    row(shape.label() + ", ours against Esper", times[rounds], "times");
  }

  private double rate(Pass pass) {
    return findings.size() / pass.seconds();
  }

  /** The fastest of the rounds; one pass, which was looked at, has warmed it. */
  private double rate(Passing passing) throws Exception {
    double least = Double.MAX_VALUE;
    for (int i = 0; i < rounds; i++) {
      System.gc();
      least = Math.min(least, passing.pass().seconds());
    }
    return findings.size() / least;
  }

  private Pass ours(Watched watched) {
    Watch watch = Watch.of(watched);
    long start = System.nanoTime();
    CorrelationRun.Answers answers = CorrelationRun.run(watch, findings);
    return new Pass((System.nanoTime() - start) / 1e9, answers);
  }

  private Pass esper(EsperCorrelations.Wording wording) throws Exception {
    try (EsperCorrelations engine = new EsperCorrelations(wording, "esper-" + made++)) {
      long start = System.nanoTime();
      CorrelationRun.Answers answers = engine.run(theirs);
      return new Pass((System.nanoTime() - start) / 1e9, answers);
    }
  }

  private static void row(String name, double value, String unit) {
    System.out.println("row\t" + name + "\t" + value + "\t" + unit);
  }
}
