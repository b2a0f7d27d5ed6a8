package songlam.console.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code songlam bench demo}: whether the demo shows what it is to show. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Starts `up --demo` and watches it over its API: after five minutes at most 40 alerts and 6",
      "incidents, one of them critical and at the top, an alert of each civic pipeline; then whether",
      "it goes on, whether every record is marked and none is dated ahead, and its memory."
    })
final class DemoCommand extends Measurement {
  private static final long STORY_MINUTES = 5;
  private static final long LOOK_EVERY_MILLIS = 5_000;
  private static final double MOST_TREE_MEGABYTES = 4_096;
  private static final double MOST_HEAP_MEGABYTES = 1_024;
  private static final int WARNINGS_TOLD = 8;
  private static final long STORE_MINUTES = 5;

  /** Life goes on: this many are always under way. */
  private static final long STILL_COMING = 500;

  @Option(
      names = "--minutes",
      defaultValue = "6",
      description = "how long it is watched; the story is judged after the fifth")
  private long minutes;

  private double tree;
  private long looks;
  private long unbalanced;

  @Override
  String title() {
    return "The demo, watched for %d minutes".formatted(minutes);
  }

  @Override
  void measure(Sheet sheet) throws IOException {
    try (Scratch scratch = new Scratch()) {
      int console = Scratch.freePort();
      Path config = scratch.write("songlam.yml", "console: {port: %d}\n".formatted(console));
      Path data = scratch.folder().resolve("data");
      Instant begin = Instant.now();
      long started = System.nanoTime();
      try (Target demo = Target.demo(data, config, console)) {
        long ready = System.nanoTime();
        sheet.add("from start to the console answering", (ready - started) / 1e9, "s");
        watch(demo, ready, STORY_MINUTES);
        DemoQueue story = DemoQueue.of(demo);
        story.judge(sheet);
        watch(demo, ready, minutes);
        afterwards(sheet, demo, story);
        awaitStore(sheet, demo);
        EventCensus.of(demo, begin.minus(Duration.ofDays(3)), Instant.now()).judge(sheet, begin);
        memory(sheet, Memory.of(demo.handle()));
        sheet.exactly("stops when it is asked to (1) or not (0)", demo.stop() ? 1 : 0, 1, "");
      }
      warnings(sheet, data.resolve("log"));
    }
  }

  private void watch(Target demo, long ready, long until) {
    long end = ready + TimeUnit.MINUTES.toNanos(until);
    while (System.nanoTime() < end) {
      tree = Math.max(tree, ProcessTree.residentMegabytes(demo.handle()));
      looks++;
      unbalanced += demo.get("/api/v1/ledger").path("balanced").asBoolean() ? 0 : 1;
      Target.pause(Math.min(LOOK_EVERY_MILLIS, (end - System.nanoTime()) / 1_000_000 + 1));
    }
    progress("minute %d: tree at most %.0f MB resident".formatted(until, tree));
  }

  private void afterwards(Sheet sheet, Target demo, DemoQueue story) {
    long later = demo.get("/api/v1/alerts?size=0").path("total").asLong() - story.alerts().size();
    sheet.add("alerts in the minutes after the fifth", later, "");
    long lost = 0;
    long stopped = 0;
    for (JsonNode tile : demo.get("/api/v1/wall").path("tiles")) {
      lost += tile.path("feedLost").asBoolean() ? 1 : 0;
      stopped = Math.max(stopped, tile.path("stopped").size());
    }
    sheet.exactly("tiles of the wall whose feed is lost, at the end", lost, 0, "");
    sheet.exactly("kinds of source that have stopped, at the end", stopped, 0, "");
    sheet.add("looks at the ledger", looks, "");
    sheet.exactly("looks at which it did not add up", unbalanced, 0, "");
  }

  /** On a machine with other work the store may be far behind: what it lacks is not judged. */
  private void awaitStore(Sheet sheet, Target demo) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(STORE_MINUTES);
    long waiting = waiting(demo);
    while (waiting > STILL_COMING && System.nanoTime() < end) {
      progress("%,d records wait for the store".formatted(waiting));
      Target.pause(LOOK_EVERY_MILLIS);
      waiting = waiting(demo);
    }
    sheet.atMost("records that wait for the store when events are read", waiting, STILL_COMING, "");
  }

  private static long waiting(Target demo) {
    long waiting = 0;
    for (JsonNode row : demo.get("/api/v1/ledger").path("sources")) {
      waiting += row.path("raw").path("pending").asLong();
      waiting += row.path("events").path("pending").asLong();
    }
    return waiting;
  }

  private void memory(Sheet sheet, Memory last) {
    double most = Math.max(tree, last.treeMegabytes());
    sheet.atMost("resident, the whole tree, most", most, MOST_TREE_MEGABYTES, "MB");
    sheet.add("resident, the platform's own process, at the end", last.residentMegabytes(), "MB");
    sheet.atMost("heap after a full collection", last.heapMegabytes(), MOST_HEAP_MEGABYTES, "MB");
  }

  /** Counted when it has stopped, so that a stop that was not clean shows too. */
  private static void warnings(Sheet sheet, Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log.resolve("songlam.json"))) {
      List<LogLine> grave = lines.map(LogLine::of).filter(LogLine::isGrave).toList();
      sheet.add("warnings and errors in the platform's log", grave.size(), "");
      grave.stream().limit(WARNINGS_TOLD).forEach(line -> sheet.note(line.toString()));
    }
  }
}
