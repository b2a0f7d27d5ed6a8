package songlam.console.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code songlam bench ingest}: how many messages a second go all the way. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description = {
      "Messages per second over syslog TCP: listener, journal, parse, detect, correlate, with a",
      "store that only counts."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class IngestCommand extends Measurement {
  private static final double TARGET = 60_000;

  @Option(names = "--lines", defaultValue = "3000000", description = "messages of a round")
  private long lines;

  @Option(names = "--warm", defaultValue = "1000000", description = "messages before it counts")
  private long warm;

  @Option(names = "--rounds", defaultValue = "2")
  private int rounds;

  @Option(names = "--rules", description = "folder of Sigma rules beside the shipped ones")
  private @Nullable Path rules;

  @Option(names = "--recording", description = "a flight recording of the platform goes here")
  private @Nullable Path recording;

  @Override
  String title() {
    return "Ingest: syslog TCP → journal → parse → detect → correlate, without the store";
  }

  @Override
  void measure(Sheet sheet) throws IOException {
    try (Bed bed = new Bed(Target.Store.COUNTING, rules(), flags())) {
      progress("the platform under test is up, pid " + bed.target().pid());
      Load load = new Load(bed.target(), Bed.SOURCE, bed.syslogPort());
      load.run(warm);
      double best = 0;
      for (int round = 1; round <= rounds; round++) {
        Load.Result result = load.run(lines);
        progress("round %d: %s".formatted(round, result));
        result.describe(sheet, "round " + round + ", ");
        best = Math.max(best, result.perSecond());
      }
      sheet.atLeast("messages per second, best round", best, TARGET, "/s");
      sheet.note(SyslogCorpus.read().describe());
      sheet.note("first message sent to last message correlated; sender in a process of its own");
    }
  }

  private String rules() {
    return rules == null ? "" : "rules: " + rules.toAbsolutePath();
  }

  private List<String> flags() {
    return recording == null
        ? List.of()
        : List.of(
            "-XX:StartFlightRecording=settings=profile,filename=" + recording.toAbsolutePath());
  }
}
