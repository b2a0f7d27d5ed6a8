package songlam.core.store.opensearch.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.core.store.opensearch.StoreAddress;
import songlam.core.store.opensearch.embedded.EmbeddedState.Phase;

/**
 * The server as a child process, kept running until {@link #close()}. {@link #start} returns at
 * once; the address holds from then on, over restarts of the child too, and refuses connections
 * while there is nobody. One thread of its own, which lives as long as the child: the kernel ends
 * the child when the thread that made it is gone.
 */
public final class EmbeddedOpenSearch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedOpenSearch.class);
  private static final long FIRST_PAUSE_SECONDS = 1;
  private static final long LONGEST_PAUSE_SECONDS = 30;
  private static final long POLL_MILLIS = 100;

  private final EmbeddedSettings settings;
  private final ServerFiles files;
  private final PidFile pidFile;
  private final GuardKeys keys;
  private final int port;
  private final Thread keeper;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile EmbeddedState state = EmbeddedState.of(Phase.STARTING);
  private volatile @Nullable Process child;
  private volatile int starts;

  private EmbeddedOpenSearch(EmbeddedSettings settings, ServerFiles files) throws IOException {
    this.settings = settings;
    this.files = files;
    this.pidFile = new PidFile(settings.home());
    this.keys = GuardKeys.make();
    this.port = LoopbackPort.choose(settings.home().resolve("port"));
    this.keeper = Thread.ofPlatform().name("store-keeper").daemon(true).unstarted(this::keep);
  }

  /**
   * Starts the server beside everything else.
   *
   * @throws IOException when it can never run here; the message says why and what to do
   */
  public static EmbeddedOpenSearch start(EmbeddedSettings settings) throws IOException {
    if (!Files.isReadable(settings.zip())) {
      throw new IOException(
          settings.zip() + " is missing (expected: the OpenSearch distribution; build again)");
    }
    ServerFiles files = ServerFiles.prepare(settings.home());
    EmbeddedOpenSearch server = new EmbeddedOpenSearch(settings, files);
    server.keeper.start();
    return server;
  }

  /**
   * The distribution that was built with this class: named by the system property {@code
   * songlam.opensearch.zip}, else beside our jar.
   */
  public static Path distribution() throws IOException {
    String named = System.getProperty("songlam.opensearch.zip");
    if (named != null) {
      return Path.of(named);
    }
    Path jar =
        Path.of(
            URI.create(
                EmbeddedOpenSearch.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toString()));
    try (var beside = Files.newDirectoryStream(jar.resolveSibling("."), "opensearch-*.zip")) {
      for (Path zip : beside) {
        return zip.normalize();
      }
    }
    throw new IOException(
        "no opensearch-*.zip beside " + jar + " (expected: the OpenSearch distribution)");
  }

  /** Where it answers while it is up. */
  public StoreAddress address() {
    return new StoreAddress(URI.create("https://127.0.0.1:" + port), keys.client(), null, null);
  }

  public EmbeddedState state() {
    return state;
  }

  /** How often the child was started, once in a quiet life. */
  public int starts() {
    return starts;
  }

  /** The child's process, for those who watch its memory; empty while there is none. */
  public java.util.Optional<ProcessHandle> process() {
    Process running = child;
    return running == null ? java.util.Optional.empty() : java.util.Optional.of(running.toHandle());
  }

  /** Whether it is up within this time. */
  public boolean awaitUp(Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    while (state.phase() != Phase.UP && System.nanoTime() < end) {
      if (closing.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return state.phase() == Phase.UP;
  }

  private void keep() {
    long pause = FIRST_PAUSE_SECONDS;
    try {
      while (closing.getCount() > 0) {
        boolean wasUp = runOnce();
        pause = wasUp ? FIRST_PAUSE_SECONDS : Math.min(LONGEST_PAUSE_SECONDS, pause * 2);
        if (closing.await(pause, TimeUnit.SECONDS)) {
          break;
        }
      }
      stopChild();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    state = EmbeddedState.of(Phase.STOPPED);
  }

  /** One life of the child; whether it ever answered. */
  private boolean runOnce() throws InterruptedException {
    boolean up = false;
    try {
      Process running = launch();
      up = awaitAnswer(running);
      if (up) {
        state = EmbeddedState.of(Phase.UP);
        LOG.info("store: up on port {}", port);
        while (running.isAlive() && closing.getCount() > 0) {
          closing.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
      }
      if (closing.getCount() > 0) {
        down("ended with code " + running.waitFor() + lastWords());
      }
    } catch (IOException e) {
      down(String.valueOf(e.getMessage()));
    }
    return up;
  }

  private void down(String why) {
    state = new EmbeddedState(Phase.DOWN, why);
    LOG.warn("store: {}", why);
  }

  private Process launch() throws IOException, InterruptedException {
    Path programs =
        Distribution.unpacked(
            settings.zip(),
            files.programs(),
            files.identity(),
            () -> state = EmbeddedState.of(Phase.UNPACKING));
    pidFile.endLeftover();
    if (LoopbackPort.free(port) < 0) {
      throw new IOException("port " + port + " on loopback is taken by another program");
    }
    files.configure(port, keys.server());
    state = EmbeddedState.of(Phase.STARTING);
    Process started = new ServerCommand(files, programs, settings).builder().start();
    starts++;
    child = started;
    pidFile.write(started.pid());
    return started;
  }

  /** Waits until the server answers its first request; false when it ends before. */
  private boolean awaitAnswer(Process running) throws InterruptedException {
    try (Knock knock = new Knock(address())) {
      while (running.isAlive() && closing.getCount() > 0) {
        if (knock.isAnswered()) {
          return true;
        }
        closing.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
    return false;
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(files.home().resolve("output.log"));
      return lines.stream()
          .filter(line -> line.contains("Exception") || line.contains("Error"))
          .findFirst()
          .map(line -> ": " + line.strip())
          .orElse("");
    } catch (IOException | UncheckedIOException unreadable) {
      return "";
    }
  }

  private void stopChild() throws InterruptedException {
    Process running = child;
    if (running != null && running.isAlive()) {
      PidFile.end(running.toHandle());
    }
    try {
      pidFile.delete();
    } catch (IOException e) {
      LOG.warn("store: {}", e.getMessage());
    }
  }

  /** Stops the server cleanly and waits for it. */
  @Override
  public void close() {
    closing.countDown();
    try {
      keeper.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
