package songlam.console.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;

/**
 * Keeps a sender from running further ahead of the platform than it should, as clients do that wait
 * for answers. Safe for many threads.
 */
final class Headway {
  private final long most;
  private long sent;
  private long through;

  /**
   * @param most lines sent that are not through yet, 0 for no limit
   */
  Headway(long most) {
    this.most = most;
  }

  /** Reads how many lines are through, a number a line, for as long as the stream lasts. */
  void follow(InputStream words) {
    if (most > 0) {
      Thread.ofPlatform().daemon().name("headway").start(() -> read(words));
    }
  }

  private void read(InputStream words) {
    try {
      BufferedReader lines = new BufferedReader(new InputStreamReader(words, UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        through(Long.parseLong(line.strip()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized void through(long lines) {
    through = Math.max(through, lines);
    notifyAll();
  }

  /** Waits until so many more lines may be sent; what was let go counts as sent. */
  synchronized void await(int lines) {
    try {
      while (most > 0 && sent > 0 && sent + lines - through > most) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted while waiting for the platform", e);
    }
    sent += lines;
  }
}
