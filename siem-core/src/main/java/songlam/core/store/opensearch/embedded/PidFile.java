package songlam.core.store.opensearch.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers the child, so that one left over by a crash is found and ended. */
final class PidFile {
  private static final Logger LOG = LoggerFactory.getLogger(PidFile.class);
  private static final long PATIENCE_SECONDS = 15;

  private final Path file;
  private final Path home;

  PidFile(Path home) {
    this.file = home.resolve("pid");
    this.home = home;
  }

  void write(long pid) throws IOException {
    Files.writeString(file, pid + "\n");
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  /** Ends the process the file names when it is a server of this folder; removes the file. */
  void endLeftover() throws IOException, InterruptedException {
    Optional<ProcessHandle> leftover = leftover();
    if (leftover.isPresent()) {
      LOG.warn("store: ending process {} of an earlier run", leftover.get().pid());
      end(leftover.get());
    }
    delete();
  }

  private Optional<ProcessHandle> leftover() throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    String text = Files.readString(file).strip();
    return text.matches("[0-9]{1,10}")
        ? ProcessHandle.of(Long.parseLong(text)).filter(this::isOurs)
        : Optional.empty();
  }

  /** Numbers of processes are given out again: only its command line tells. */
  private boolean isOurs(ProcessHandle process) {
    try {
      String command = Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
      return command.contains("-Dopensearch.path.conf=" + home.resolve("config") + "\0");
    } catch (IOException gone) {
      return false;
    }
  }

  static void end(ProcessHandle process) throws InterruptedException {
    process.destroy();
    try {
      process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException stubborn) {
      LOG.warn("store: process {} does not stop, killing it", process.pid());
      process.destroyForcibly();
      process.onExit().join();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
