package songlam.console.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Listens to the console's event stream and notes when an attacker's address is first named. */
final class AlertStream implements AutoCloseable {
  private static final Pattern ATTACKER = Pattern.compile("198\\.18\\.\\d+\\.\\d+");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, Long> seen;
  private final Thread thread;

  /**
   * @param seen gets {@link System#nanoTime()} by address
   */
  AlertStream(Target target, Map<String, Long> seen) throws IOException {
    this.seen = seen;
    HttpRequest request =
        HttpRequest.newBuilder(target.address().resolve("/api/v1/stream"))
            .header("Authorization", "Bearer " + target.token("viewer"))
            .header("Accept", "text/event-stream")
            .build();
    try {
      HttpResponse<Stream<String>> answer = http.send(request, HttpResponse.BodyHandlers.ofLines());
      this.thread = Thread.ofPlatform().daemon().start(() -> listen(answer.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
  }

  private void listen(Stream<String> lines) {
    try {
      lines.forEach(this::line);
    } catch (UncheckedIOException closed) {
      // By us, or because the platform has stopped: either way nothing more is seen.
      return;
    }
  }

  private void line(String line) {
    if (line.startsWith("data:")) {
      long now = System.nanoTime();
      Matcher attackers = ATTACKER.matcher(line);
      while (attackers.find()) {
        seen.putIfAbsent(attackers.group(), now);
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    http.shutdownNow();
  }
}
