package songlam.console.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Other detectors with the same rules and events. */
final class DetectionPeers {
  private static final int EVENTS = 3_000;
  private static final double TARGET_TIMES = 10;

  private DetectionPeers() {}

  /** Adds their figures, and how many times as fast ours is than the best of them. */
  static void measure(Sheet sheet, Path corpus, int seconds, Measurement told) throws IOException {
    told.progress(
        "peers: Lucene monitor, Esper filter statements, OpenSearch's percolator (minutes)");
    List<String> arguments =
        List.of(corpus.toString(), Integer.toString(EVENTS), Integer.toString(seconds));
    double least = PeerProcess.run(sheet, "DetectionPeers", arguments);
    if (Double.isFinite(least)) {
      sheet.atLeast("against the best of the peers", least, TARGET_TIMES, "times");
      sheet.note("peers: the routes of an event are worked out for them beforehand, and not timed");
    }
  }
}
