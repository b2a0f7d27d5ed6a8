package songlam.collectors.listen.tail;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import songlam.core.event.Text;
import songlam.core.journal.SystemStore;
import songlam.core.pipeline.Intake;

/**
 * Follows files line by line over rotation: a renamed file is read to its end, a truncated one from
 * its start. The place is kept when the journal has the lines: a restart misses nothing and repeats
 * nothing, a crash at most what was written between the two. A virtual thread of its own.
 */
public final class TailListener implements Listener {
  private static final int LINES_AT_ONCE = 2_000;
  private static final int ROUNDS_AT_ONCE = 50;
  private static final long RETRY_MILLIS = 500;

  private final TailConfig config;
  private final Intake intake;
  private final SystemStore store;
  private final Clock clock;
  private final Map<Object, TailedFile> files = new HashMap<>();
  private final Thread thread;
  private volatile boolean stopping;
  private volatile Health health = Health.notStarted();

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
    try {
      while (!stopping) {
        if (!look()) {
          Thread.sleep(config.everyMillis());
        }
      }
    } catch (InterruptedException e) {
      stopping = true;
    } finally {
      files.values().forEach(TailListener::close);
    }
  }

  /** Looks at every file once; returns whether one of them has more. */
  private boolean look() throws InterruptedException {
    boolean more = false;
    String wrong = "";
    try {
      discover();
    } catch (IOException e) {
      wrong = String.valueOf(e.getMessage());
    }
    for (TailedFile file : List.copyOf(files.values())) {
      try {
        more |= drain(file);
      } catch (IOException e) {
        wrong = file.path() + ": " + e.getMessage();
      }
    }
    health =
        wrong.isEmpty()
            ? new Health(
                !files.isEmpty(),
                new Text(
                    config.pattern() + ": " + files.size() + " tệp",
                    config.pattern() + ": " + files.size() + " files"))
            : new Health(false, wrong);
    return more;
  }

  private void discover() throws IOException {
    for (Path path : matching()) {
      Object inode = inode(path);
      if (!files.containsKey(inode)) {
        files.put(
            inode, new TailedFile(config.source(), path, inode, config.longestBytes(), store));
      }
    }
  }

  private static Object inode(Path path) throws IOException {
    Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    return key == null ? path : key;
  }

  /** Journals what is new, a bounded amount; returns whether there is more. */
  private boolean drain(TailedFile file) throws IOException, InterruptedException {
    for (int round = 0; round < ROUNDS_AT_ONCE && !stopping; round++) {
      List<TailedFile.Line> lines = file.read(LINES_AT_ONCE);
      if (lines.isEmpty()) {
        leave(file);
        return false;
      }
      journal(file, lines);
      file.commit();
    }
    return true;
  }

  private void leave(TailedFile file) throws IOException, InterruptedException {
    if (file.isGone()) {
      journal(file, file.rest());
      file.forget();
      files.values().remove(file);
      file.close();
    }
  }

  private void journal(TailedFile file, List<TailedFile.Line> lines) throws InterruptedException {
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
        intake.rejected(
            record,
            Reason.OVERSIZED,
            "line: " + line.length() + " bytes (expected: at most " + config.longestBytes() + ")");
      } else {
        records.add(record);
      }
    }
    journal(records);
  }

  /** Waits until the journal has them, however long that takes. */
  private void journal(List<RawRecord> records) throws InterruptedException {
    while (!records.isEmpty()) {
      try {
        intake.accept(records).toCompletableFuture().join();
        return;
      } catch (CompletionException full) {
        Thread.sleep(RETRY_MILLIS);
      }
    }
  }

  private static void close(TailedFile file) {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
