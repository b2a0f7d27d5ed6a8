package songlam.console.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code songlam bench kill}: what is lost when everything is killed, or the store is away. */
@Command(
    name = "kill",
    mixinStandardHelpOptions = true,
    description = {
      "A load of _bulk requests during which the platform and all its processes are killed with",
      "kill -9, three times, or its store once; a hundred attacks straddle each. What was",
      "acknowledged must be stored once, and the alerts must equal, in id, reason and evidence,",
      "those of a platform that was sent the same attacks in peace."
    })
final class KillCommand extends Measurement {
  @Option(names = "--seconds", defaultValue = "60", description = "of load, over all kills")
  private long seconds;

  @Option(names = "--kills", defaultValue = "3")
  private int kills;

  @Option(names = "--rate", defaultValue = "2000", description = "documents a second, 0: no limit")
  private long rate;

  @Option(
      names = "--store",
      description = "kills OpenSearch instead and keeps it away for all of --seconds")
  private boolean store;

  @Override
  String title() {
    return store
        ? "Nothing lost: OpenSearch killed and away for %d s under load".formatted(seconds)
        : "Nothing lost: kill -9 of all processes, %d times in %d s of load"
            .formatted(kills, seconds);
  }

  @Override
  void measure(Sheet sheet) {
    try (KillTrial trial = new KillTrial(rate, this::progress)) {
      if (store) {
        trial.takeStoreAway(seconds * 1_000);
      } else {
        for (int kill = 0; kill < kills; kill++) {
          trial.kill(seconds * 1_000 / kills);
        }
      }
      describe(sheet, trial, trial.compare());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
  }

  private void describe(Sheet sheet, KillTrial trial, KillTrial.Outcome outcome) {
    int most = store ? 0 : kills * KillTrial.BATCH;
    sheet.add("documents acknowledged", outcome.acknowledged(), "");
    sheet.atMost("documents without an answer", outcome.unanswered(), most, "");
    sheet.atMost("acknowledged and not stored", outcome.missing().size(), 0, "");
    sheet.atMost("stored more than once", outcome.repeated().size(), 0, "");
    sheet.atMost("stored and never sent", outcome.unknown().size(), 0, "");
    sheet.atLeast(
        "alerts of the platform left in peace", outcome.expected().size(), trial.straddling(), "");
    sheet.atMost("alerts unlike in id, reason or evidence", outcome.unlike().size(), 0, "");
    sheet.atLeast("the ledger adds up (1) or not (0)", outcome.balanced() ? 1 : 0, 1, "");
    outcome.unlike().stream().sorted().limit(5).map(outcome::difference).forEach(sheet::note);
    sheet.note("%d documents a request, one request at a time".formatted(KillTrial.BATCH));
  }
}
