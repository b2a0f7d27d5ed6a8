package songlam.console.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.pipeline.StoreWriter.Document;
import songlam.core.rule.InForce;
import songlam.core.rule.Piece;
import songlam.core.rule.RuleLives;
import songlam.core.rule.Shipped;
import songlam.core.rule.trial.PastEvents;
import songlam.core.rule.trial.Trial;
import songlam.core.rule.trial.TrialPlan;
import songlam.core.store.EventScan;
import songlam.core.store.opensearch.OpenSearchEventStore;

/** {@code songlam bench try}: how long a rule's trial takes over what is stored. */
@Command(
    name = "try",
    mixinStandardHelpOptions = true,
    description = {
      "Fills the embedded OpenSearch with process creations, each with a command line of its own,",
      "and tries four new rules on them: one word within the command line, one program by name, a",
      "regular expression, and one of which the store cannot be told, on one host in a hundred."
    })
final class TrialCommand extends Measurement {
  private static final int BATCH = 10_000;
  private static final double TARGET_SECONDS = 60;
  private static final double TARGET_EVENTS = 100e6;
  private static final long DAY = 86_400_000L;

  @Option(names = "--documents", defaultValue = "1000000", description = "events that are stored")
  private int documents;

  @Option(
      names = "--copies",
      defaultValue = "1",
      description = {
        "how often they stand in the store, each time in an index with files of its own; a divisor",
        "of 5,000"
      })
  private int copies;

  @Override
  String title() {
    return "A rule tried on what is stored: superset from the store, exact engine on the candidates";
  }

  @Override
  void measure(Sheet sheet) throws IOException {
    try (RawStore raw = new RawStore();
        Scratch scratch = new Scratch();
        OpenSearchEventStore store = raw.events()) {
      long now = System.currentTimeMillis();
      fill(store, now);
      if (copies > 1) {
        long bytes = raw.copy(copies - 1);
        store.refresh();
        sheet.add("bytes of an index", bytes / 1e6, "MB");
      }
      Path rules = scratch.folder().resolve("rules");
      RuleLives lives = new RuleLives(rules, Shipped.read(), Clock.systemUTC(), false);
      sheet.add("different events", documents, "");
      sheet.add("stored events", store.count(), "");
      tried(sheet, store, lives, "word in the command line", "CommandLine|contains: ' -Word7 '");
      tried(sheet, store, lives, "program by name", "Image|endswith: '\\tool-9999.exe'");
      tried(sheet, store, lives, "expression", "CommandLine|re: 'Word[78] --file .*7\\.docx$'");
      tried(
          sheet,
          store,
          lives,
          "expression not asked for, one host in 100",
          "CommandLine|re: '\\pP -Word[78] '\n    host.name: may-007");
    }
    if (stored() < TARGET_EVENTS) {
      sheet.note(
          "EXTRAPOLATED: times 100 M assumes that the store's part and the engine's both grow with"
              + " the events");
    }
    if (copies > 1) {
      sheet.note(
          "the same events stand in %d indices, none of which shares files with another: the store"
                  .formatted(copies)
              + " reads as much as for different ones; each candidate comes %d times"
                  .formatted(copies));
    }
    sheet.note("reading: counting the candidates, as the platform does first, and the trial");
  }

  private double stored() {
    return (double) documents * copies;
  }

  private void fill(OpenSearchEventStore store, long now) {
    for (int from = 0; from < documents; from += BATCH) {
      List<Document> batch = new ArrayList<>();
      for (int i = from; i < Math.min(documents, from + BATCH); i++) {
        batch.add(new Document(event(i, now), "try"));
      }
      store.create(batch);
      if (from % 100_000 == 0) {
        progress("stored %,d".formatted(from));
      }
    }
    store.refresh();
  }

  private Event event(int number, long now) {
    long at = now - 29 * DAY + (long) (28.0 * DAY * number / documents);
    String tool = "tool-" + number % 10_000 + ".exe";
    String word = number % 20_000 == 7 ? " -Word7 " : " -quiet ";
    return new EventBuilder()
        .timestamp(at)
        .set(EcsField.SONGLAM_SOURCE_TYPE, "json")
        .set(EcsField.EVENT_PROVIDER, "Microsoft-Windows-Sysmon")
        .set(EcsField.EVENT_CODE, "1")
        .set(EcsField.EVENT_CATEGORY, List.of("process"))
        .set(EcsField.EVENT_TYPE, List.of("start"))
        .set(EcsField.HOST_NAME, "may-%03d".formatted(number % 100))
        .set(EcsField.USER_NAME, "can.bo." + number % 500)
        .set(EcsField.PROCESS_EXECUTABLE, "C:\\Program Files\\Phần mềm\\" + tool)
        .set(
            EcsField.PROCESS_COMMAND_LINE,
            "\"C:\\Program Files\\Phần mềm\\"
                + tool
                + "\""
                + word
                + "--file D:\\Hồ sơ\\"
                + number
                + ".docx")
        .build(new EventId("n1", 0, number, 0));
  }

  private void tried(
      Sheet sheet, OpenSearchEventStore store, RuleLives lives, String name, String lines) {
    String rule =
        """
        title: %s
        id: 00000000-0000-4000-8000-000000000001
        logsource: {category: process_creation, product: windows}
        detection:
          s:
            %s
          condition: s
        level: high
        """
            .formatted(name, lines);
    Piece piece =
        new Piece(
            "00000000-0000-4000-8000-000000000001", Piece.Kind.SIGMA, Map.of(Piece.RULE, rule));
    long began = System.nanoTime();
    TrialPlan plan = TrialPlan.of(piece, lives, InForce.of(lives), _ -> true);
    try (Trial trial = plan.begin()) {
      long ready = System.nanoTime();
      PastEvents past =
          PastEvents.stored(store, new EventScan(plan.query(), Long.MIN_VALUE, Long.MAX_VALUE));
      long total = past.total();
      past.feed(trial, _ -> {}, () -> false);
      Trial.Outcome outcome = trial.finish(System.currentTimeMillis(), () -> false);
      double seconds = (System.nanoTime() - ready) / 1e9;
      sheet.add(name + ": compiling", (ready - began) / 1e9, "s");
      if (outcome.read() != total) {
        throw new BenchException(
            name + ": " + outcome.read() + " candidates read (expected: " + total + ")");
      }
      sheet.add(name + ": candidates", outcome.read(), "");
      sheet.add(name + ": findings", outcome.findingsAfter(), "");
      sheet.add(name + ": alerts", outcome.alertsAfter(), "");
      if (stored() < TARGET_EVENTS) {
        sheet.add(name + ": reading", seconds, "s");
        double factor = TARGET_EVENTS / stored();
        sheet.atMost(name + ": times 100 M, extrapolated", seconds * factor, TARGET_SECONDS, "s");
      } else {
        sheet.atMost(name + ": reading", seconds, TARGET_SECONDS, "s");
      }
    }
  }
}
