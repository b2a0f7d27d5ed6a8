package songlam.console.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code songlam bench ingest}: how many messages a second go all the way. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description = {
      "Messages per second over syslog TCP: listener, journal, parse, detect, correlate, with a",
      "store that only counts. Between the rounds rsyslog and syslog-ng take the same stream, parse",
      "it and write it to files as JSON, where they are installed."
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

  @Option(
      names = "--syslog-ng",
      paramLabel = "DIR",
      defaultValue = "target/peers/syslog-ng",
      description = "folder with the files of its packages, when it is not installed")
  private Path syslogNg;

  @Option(names = "--recording", description = "a flight recording of the platform goes here")
  private @Nullable Path recording;

  @Override
  String title() {
    return "Ingest: syslog TCP → journal → parse → detect → correlate, without the store";
  }

  @Override
  void measure(Sheet sheet) throws IOException {
    List<SyslogPeer> peers = new ArrayList<>();
    try (Bed bed = new Bed(Target.Store.COUNTING, rules(), flags())) {
      SyslogPeer.rsyslog().ifPresentOrElse(peers::add, () -> missing(sheet, "rsyslog"));
      SyslogPeer.syslogNg(syslogNg).ifPresentOrElse(peers::add, () -> missing(sheet, "syslog-ng"));
      progress("the platform under test is up, pid " + bed.target().pid());
      Load load = new Load(bed.target(), Bed.SOURCE, bed.syslogPort());
      load.run(warm);
      double best = 0;
      Map<String, Double> bestOf = new LinkedHashMap<>();
      for (int round = 1; round <= rounds; round++) {
        Load.Result result = load.run(lines);
        progress("round %d: %s".formatted(round, result));
        result.describe(sheet, "round " + round + ", ");
        best = Math.max(best, result.perSecond());
        for (SyslogPeer peer : peers) {
          SyslogPeer.Figure figure = peer.run(lines);
          progress("round %d: %s: %,.0f/s".formatted(round, peer.name(), figure.perSecond()));
          String prefix = "round %d, %s to JSON files, ".formatted(round, peer.name());
          sheet.add(prefix + "messages per second", figure.perSecond(), "/s");
          sheet.add(prefix + "its CPU time a message", figure.micros(), "µs");
          bestOf.merge(peer.name(), figure.perSecond(), Math::max);
        }
      }
      sheet.atLeast("messages per second, best round", best, TARGET, "/s");
      for (Map.Entry<String, Double> peer : bestOf.entrySet()) {
        sheet.add("  to the best of " + peer.getKey(), best / peer.getValue(), "×");
      }
      sheet.note(SyslogCorpus.read().describe());
      sheet.note("first message sent to last message correlated; sender in a process of its own");
    } finally {
      peers.forEach(SyslogPeer::close);
    }
  }

  private static void missing(Sheet sheet, String name) {
    sheet.note(name + " is not installed: not compared");
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
