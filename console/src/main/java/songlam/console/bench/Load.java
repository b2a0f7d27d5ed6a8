package songlam.console.bench;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Sends lines from a process of its own and waits until all of them have gone the whole way. */
final class Load {
  private static final int CONNECTIONS = 4;
  private static final int BUSIEST = 8;
  private static final long MOST_SECONDS = 300;

  /** Looking costs the platform time: a call of its API, with a row for each source. */
  private static final long LOOK_MILLIS = 100;

  private final Target target;
  private final String source;
  private final int port;

  /**
   * @param source the input's row in the ledger
   * @param port where it listens
   */
  Load(Target target, String source, int port) {
    this.target = target;
    this.source = source;
    this.port = port;
  }

  /**
   * @param seconds from the first line sent to the last one through
   * @param sendSeconds until the last line was taken from the sender
   * @param senderShare cores the sender used while it sent
   * @param platformShare cores the platform used
   * @param threads CPU seconds of the platform's threads
   */
  record Result(
      long lines,
      double seconds,
      double sendSeconds,
      double senderShare,
      double platformShare,
      Map<String, Double> threads) {
    double perSecond() {
      return lines / seconds;
    }

    void describe(Sheet sheet, String prefix) {
      sheet.add(prefix + "messages per second", perSecond(), "/s");
      sheet.add(prefix + "taken in at", lines / sendSeconds, "/s");
      sheet.add(prefix + "sender's share", senderShare, "cores");
      sheet.add(prefix + "platform's share", platformShare, "cores");
      sheet.add(prefix + "platform's CPU time a message", microsPerMessage(), "µs");
      busiest()
          .forEach((name, micros) -> sheet.add(prefix + "  of it thread " + name, micros, "µs"));
    }

    /** The threads that cost most, microseconds a message. */
    private Map<String, Double> busiest() {
      Map<String, Double> busiest = new LinkedHashMap<>();
      threads.entrySet().stream()
          .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
          .limit(BUSIEST)
          .forEach(thread -> busiest.put(thread.getKey(), thread.getValue() * 1e6 / lines));
      return busiest;
    }

    /** What a message costs whoever else is using the machine. */
    double microsPerMessage() {
      return platformShare * seconds * 1e6 / lines;
    }

    @Override
    public String toString() {
      return "%,.0f/s, taken in at %,.0f/s; cores: sender %.2f, platform %.2f = %.1f µs a message"
          .formatted(
              perSecond(), lines / sendSeconds, senderShare, platformShare, microsPerMessage());
    }
  }

  /** As fast as they are taken. */
  Result run(long lines) {
    return run(lines, 0);
  }

  /**
   * As fast as they go the whole way.
   *
   * @param ahead lines that may be under way, 0 for no limit
   */
  Result run(long lines, long ahead) {
    Account before = target.account(source);
    try (Sender sender = Sender.following(port, lines, CONNECTIONS, ahead)) {
      sender.awaitBegin();
      double used = ProcessTree.cpuSeconds(target.pid());
      Map<String, Double> threads = ProcessTree.cpuByThread(target.pid());
      long began = System.nanoTime();
      awaitThrough(before, lines, sender);
      double seconds = since(began);
      Sender.Sent sent = sender.awaitEnd();
      double sendSeconds = sent.seconds();
      return new Result(
          sent.lines(),
          seconds,
          sendSeconds,
          sent.cpuSeconds() / sendSeconds,
          (ProcessTree.cpuSeconds(target.pid()) - used) / seconds,
          grown(threads, ProcessTree.cpuByThread(target.pid())));
    }
  }

  private void awaitThrough(Account before, long lines, Sender sender) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
    while (System.nanoTime() < until) {
      Account now = target.account(source);
      if (now.refused() > before.refused()) {
        throw new BenchException(
            (now.refused() - before.refused()) + " events were refused by the store");
      }
      long through = now.stored() + now.rejected() - before.stored() - before.rejected();
      if (through >= lines) {
        return;
      }
      sender.through(through);
      Target.pause(LOOK_MILLIS);
    }
    throw new BenchException("not all lines are through after " + MOST_SECONDS + " s");
  }

  private static Map<String, Double> grown(Map<String, Double> before, Map<String, Double> after) {
    Map<String, Double> grown = new HashMap<>();
    after.forEach((name, seconds) -> grown.put(name, seconds - before.getOrDefault(name, 0.0)));
    return grown;
  }

  private static double since(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
