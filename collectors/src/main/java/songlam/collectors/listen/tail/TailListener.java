package songlam.collectors.listen.tail;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import songlam.collectors.listen.Listener;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.journal.SystemStore;
import songlam.core.pipeline.Intake;

/**
 * Follows files line by line over rotation: a renamed file is read to its end, a truncated one from
 * its start. The place is kept when the journal has the lines, so a restart repeats nothing and
 * misses nothing. A virtual thread of its own.
 */
public final class TailListener implements Listener {
  private static final int LINES_AT_ONCE = 2_000;

  private final TailConfig config;
  private final Intake intake;
  private final SystemStore store;
  private final Clock clock;
  private final Map<Object, TailedFile> files = new HashMap<>();
  private final Thread thread;
  private volatile boolean stopping;
  private volatile Health health = new Health(false, "not started");

  public TailListener(TailConfig config, Intake intake, SystemStore store, Clock clock) {
    this.config = config;
    this.intake = intake;
    this.store = store;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("tail-" + config.source()).unstarted(this::run);
  }

  @Override
  public String source() {
    return config.source();
  }

  @Override
  public CompletionStage<Void> start() {
    thread.start();
    return CompletableFuture.completedStage(null);
  }

  @Override
  public Health check() {
    return health;
  }

  @Override
  public CompletionStage<Void> stop() {
    stopping = true;
    thread.interrupt();
    return CompletableFuture.runAsync(
        () -> {
          try {
            thread.join();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private void run() {
    while (!stopping) {
      try {
        look();
        health = new Health(!files.isEmpty(), config.pattern() + ": " + files.size() + " files");
        Thread.sleep(config.everyMillis());
      } catch (IOException e) {
        health = new Health(false, config.pattern() + ": " + e.getMessage());
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(Math.max(1_000, config.everyMillis()));
    } catch (InterruptedException e) {
      stopping = true;
    }
  }

  private void look() throws IOException, InterruptedException {
    for (Path path : matching()) {
      Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      TailedFile file = files.get(key);
      if (file == null) {
        file = new TailedFile(path, String.valueOf(key), config.longestBytes(), store);
        files.put(key, file);
      }
    }
    for (TailedFile file : files.values()) {
      drain(file);
    }
    files
        .values()
        .removeIf(
            file -> {
              boolean gone = file.isGone();
              if (gone) {
                file.close();
              }
              return gone;
            });
  }

  private void drain(TailedFile file) throws IOException, InterruptedException {
    while (!stopping) {
      List<TailedFile.Line> lines = file.read(LINES_AT_ONCE);
      if (lines.isEmpty()) {
        return;
      }
      List<RawRecord> records = new ArrayList<>();
      for (TailedFile.Line line : lines) {
        RawRecord record =
            new RawRecord(
                config.source(),
                config.type(),
                config.session(),
                clock.millis(),
                file.path().toString(),
                null,
                "",
                line.bytes());
        if (line.length() > line.bytes().length) {
          intake.rejected(record, Reason.OVERSIZED, "line: " + line.length() + " bytes");
        } else {
          records.add(record);
        }
      }
      journal(records);
      file.commit();
    }
  }

  /** Waits until the journal has them, however long that takes. */
  private void journal(List<RawRecord> records) throws InterruptedException {
    while (true) {
      try {
        intake.accept(records).toCompletableFuture().join();
        return;
      } catch (CompletionException full) {
        Thread.sleep(500);
      }
    }
  }

  private List<Path> matching() throws IOException {
    Path folder = config.pattern().toAbsolutePath().getParent();
    Path name = config.pattern().getFileName();
    List<Path> found = new ArrayList<>();
    if (folder == null || name == null || !Files.isDirectory(folder)) {
      return found;
    }
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, name.toString())) {
      for (Path path : paths) {
        if (Files.isRegularFile(path) && !path.toString().endsWith(".gz")) {
          found.add(path);
        }
      }
    }
    return found;
  }
}
