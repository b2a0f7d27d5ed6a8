package songlam.collectors.listen.pcap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import songlam.collectors.listen.Listener;
import songlam.collectors.parse.packet.CaptureReader;
import songlam.collectors.parse.packet.Sensor;
import songlam.collectors.parse.packet.SensorLimits;
import songlam.core.event.Caps;
import songlam.core.event.Text;
import songlam.core.pipeline.Intake;

/**
 * Reads capture files once, or follows a file that grows or a folder that a capture program writes
 * into. One flow table for all of them: a rotation does not cut flows. Owns one thread.
 */
public final class CaptureFileListener implements Listener {
  private static final int PIECE = 256 * 1024;
  private static final long POLL_MILLIS = 250;

  private final CaptureFileConfig config;
  private final SensorRecords records;
  private final Sensor sensor;
  private final WrongCapture wrong;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Thread thread;
  private volatile boolean stopping;
  private volatile Health health = Health.notStarted();
  private String lastProblem = "";

  public CaptureFileListener(CaptureFileConfig config, Intake intake, Caps caps) {
    this.config = config;
    this.records = new SensorRecords(intake, config.source(), config.session(), () -> stopping);
    this.wrong = new WrongCapture(intake, config.source(), config.session());
    this.sensor = new Sensor(SensorLimits.STANDARD, caps, records::add);
    this.thread =
        Thread.ofPlatform().daemon().name("capture-" + config.source()).unstarted(this::run);
  }

  @Override
  public String source() {
    return config.source();
  }

  @Override
  public CompletionStage<Void> start() {
    if (!Files.isReadable(config.path())) {
      return CompletableFuture.failedFuture(
          new IOException("path: " + config.path() + " (expected: a readable capture or folder)"));
    }
    health = new Health(true, config.path().toString());
    thread.start();
    return CompletableFuture.completedFuture(null);
  }

  /** Completes when everything is read and journalled, or fails with what was wrong. */
  public CompletionStage<Void> ended() {
    return ended;
  }

  /** Packets read so far, for the health page and tests. */
  public long packets() {
    return sensor.packets();
  }

  @Override
  public Health check() {
    return health;
  }

  @Override
  public CompletionStage<Void> stop() {
    stopping = true;
    if (thread.getState() == Thread.State.NEW) {
      ended.complete(null);
    }
    return ended.handle((_, _) -> null);
  }

  private void run() {
    try {
      readAll();
      sensor.finish();
      records.flush();
      health =
          new Health(
              false,
              new Text(
                  config.path() + ": đã đọc, " + sensor.packets() + " gói" + lastProblem,
                  config.path() + ": read, " + sensor.packets() + " packets" + lastProblem));
      ended.complete(null);
    } catch (IOException | RuntimeException e) {
      health = new Health(false, config.path() + ": " + e.getMessage());
      ended.completeExceptionally(e);
    }
  }

  private void readAll() throws IOException {
    String last = "";
    boolean more = true;
    while (more && !stopping) {
      Path next = next(last);
      if (next != null) {
        last = next.getFileName().toString();
        read(next);
      } else {
        more = config.follow() && Files.isDirectory(config.path());
        pause();
      }
    }
  }

  /** The first file after the one of this name, or null when there is none yet. */
  private @Nullable Path next(String last) throws IOException {
    List<Path> files = List.of(config.path());
    if (Files.isDirectory(config.path())) {
      try (Stream<Path> all = Files.list(config.path())) {
        files = all.filter(Files::isRegularFile).sorted().toList();
      }
    }
    return files.stream()
        .filter(file -> file.getFileName().toString().compareTo(last) > 0)
        .findFirst()
        .orElse(null);
  }

  private void read(Path file) throws IOException {
    records.from(file.toString());
    CaptureReader reader = new CaptureReader(sensor);
    byte[] piece = new byte[PIECE];
    boolean isLast = false;
    try (InputStream in = Files.newInputStream(file)) {
      while (!stopping) {
        int length = in.read(piece);
        if (length > 0) {
          reader.feed(piece, 0, length);
        } else if (isLast) {
          tell(file, reader, reader.problemAtEnd());
          break;
        } else if (isComplete(file)) {
          isLast = true; // what was written since the end was seen and before the next one
        } else {
          records.flush();
          pause();
        }
        if (reader.problem() != null) {
          tell(file, reader, reader.problem());
          break;
        }
      }
    }
    records.flush();
  }

  /** What is behind the first octet that is wrong is not read, nor what was cut off. */
  private void tell(Path file, CaptureReader reader, CaptureReader.@Nullable Problem problem) {
    if (problem != null) {
      String detail = file + ": " + problem.detail();
      wrong.reject(file.toString(), reader, problem.reason(), detail);
      health = new Health(true, detail);
      lastProblem = "; " + detail;
    }
  }

  /** A followed file is complete when a later one has been begun. */
  private boolean isComplete(Path file) throws IOException {
    return !config.follow()
        || Files.isDirectory(config.path()) && next(file.getFileName().toString()) != null;
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
