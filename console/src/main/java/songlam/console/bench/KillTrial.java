package songlam.console.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Two platforms that are sent the same attacks: one is disturbed under a load of {@code _bulk}
 * requests, by {@code kill -9} of all its processes or by taking its store away; the other is left
 * in peace. For one thread.
 */
final class KillTrial implements AutoCloseable {
  /** Documents of a request. */
  static final int BATCH = 100;

  private static final int GUESSERS = 100;
  private static final int FAILURES = 24;
  private static final long PATIENCE_SECONDS = 180;
  private static final int MOST_TOLD = 240;
  private static final String STORE = "store: {heap_mb: 512}";
  private static final String GUESSING = "/api/v1/alerts?rule=security/password-guessing";
  private static final String EVENTS = "/api/v1/events?q=songlam.source:bulk&histogram=false";

  private final Bed disturbed;
  private final Bed undisturbed;
  private final BulkClient client;
  private final BulkClient peer;
  private final long rate;
  private final Consumer<String> progress;
  private int rounds;
  private int number;

  /**
   * What is there in the end.
   *
   * @param unanswered documents of requests without an answer
   * @param missing acknowledged and not stored
   * @param repeated stored more than once
   * @param unknown stored and never sent
   * @param expected alerts of the undisturbed platform, by id: reason and evidence
   * @param found alerts of the disturbed one
   * @param balanced whether the disturbed platform's ledger adds up
   */
  record Outcome(
      int acknowledged,
      int unanswered,
      Set<String> missing,
      Set<String> repeated,
      Set<String> unknown,
      Map<String, String> expected,
      Map<String, String> found,
      boolean balanced) {
    /** Alerts that are not the same on both: by id, or in reason or evidence. */
    Set<String> unlike() {
      Set<String> ids = new HashSet<>(expected.keySet());
      ids.addAll(found.keySet());
      ids.removeIf(id -> expected.getOrDefault(id, "").equals(found.getOrDefault(id, "-")));
      return ids;
    }

    /** How an alert differs, in short. */
    String difference(String id) {
      return id + ": " + part(expected, id) + " in peace, " + part(found, id) + " disturbed";
    }

    private static String part(Map<String, String> alerts, String id) {
      String text = alerts.getOrDefault(id, "none");
      return text.length() <= MOST_TOLD ? text : text.substring(0, MOST_TOLD) + "…";
    }
  }

  /**
   * @param rate documents a second beside the attacks, 0 for as many as are taken
   */
  KillTrial(long rate, Consumer<String> progress) {
    this.rate = rate;
    this.progress = progress;
    this.disturbed = new Bed(Target.Store.REAL, STORE, List.of());
    try {
      this.undisturbed = new Bed(Target.Store.COUNTING, "", List.of());
    } catch (BenchException e) {
      disturbed.close();
      throw e;
    }
    this.client = new BulkClient(disturbed.target());
    this.peer = new BulkClient(undisturbed.target());
  }

  /** Attacks begin, the platform dies under load after so long, starts again, they go on. */
  void kill(long loadMillis) throws InterruptedException {
    begin();
    loadDuring(
        () -> {
          Target.pause(loadMillis);
          disturbed.target().kill();
        });
    progress.accept("killed under load, %,d documents acknowledged".formatted(acknowledged()));
    disturbed.target().restart();
    goOn();
  }

  /** Attacks begin, the store is killed under load and whenever it comes back, they go on. */
  void takeStoreAway(long awayMillis) throws InterruptedException {
    begin();
    loadDuring(
        () -> {
          long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(awayMillis);
          while (System.nanoTime() < until) {
            disturbed.target().handle().descendants().forEach(KillTrial::endStore);
            Target.pause(50);
          }
        });
    progress.accept("store was away, %,d documents acknowledged".formatted(acknowledged()));
    goOn();
  }

  private static void endStore(ProcessHandle process) {
    try {
      Path command = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      if (Files.readString(command).contains("-Dopensearch.path.conf=")) {
        process.destroyForcibly();
      }
    } catch (IOException gone) {
      return;
    }
  }

  private int acknowledged() {
    return client.acknowledged.size();
  }

  private void begin() throws InterruptedException {
    rounds++;
    sendToBoth(Documents.failures(rounds, GUESSERS, 0, FAILURES / 2));
  }

  private void goOn() throws InterruptedException {
    sendToBoth(Documents.failures(rounds, GUESSERS, FAILURES / 2, FAILURES));
  }

  /** Batch after batch until the disturbance is over or nobody answers any more. */
  private void loadDuring(Runnable disturbance) throws InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    Thread disturber =
        Thread.ofPlatform()
            .start(
                () -> {
                  disturbance.run();
                  over.set(true);
                });
    long began = System.nanoTime();
    for (long sent = 0; !over.get(); sent += BATCH) {
      if (rate > 0) {
        long due = began + sent * 1_000_000_000L / rate;
        TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
      }
      int first = number;
      number += BATCH;
      if (client.send(Documents.ordinary("load-", first, BATCH)) == 0) {
        break;
      }
    }
    disturber.join();
  }

  private void sendToBoth(List<Documents.Document> documents) throws InterruptedException {
    for (int at = 0; at < documents.size(); at += BATCH) {
      List<Documents.Document> batch =
          documents.subList(at, Math.min(documents.size(), at + BATCH));
      if (client.send(batch) != 200 || peer.send(batch) != 200) {
        throw new BenchException("an attack's documents were not taken (expected: 200)");
      }
    }
  }

  /** Waits until all is stored and correlated, at most some minutes, and compares. */
  Outcome compare() throws InterruptedException {
    Target target = disturbed.target();
    await(
        () -> {
          Account bulk = target.account("bulk");
          return bulk.pending() == 0 && bulk.stored() >= acknowledged();
        });
    progress.accept("all is stored; waiting for correlation");
    await(() -> isWhole(undisturbed.target()));
    await(() -> isWhole(target));
    Map<String, Integer> stored = new HashMap<>();
    await(
        () -> {
          stored.clear();
          target.all(EVENTS).forEach(hit -> stored.merge(hit.path("id").asText(), 1, Integer::sum));
          return stored.size() >= acknowledged();
        });
    Set<String> missing = new HashSet<>(client.acknowledged);
    missing.removeAll(stored.keySet());
    Set<String> unknown = new HashSet<>(stored.keySet());
    unknown.removeAll(client.acknowledged);
    unknown.removeAll(client.unanswered);
    Set<String> repeated = new HashSet<>(stored.keySet());
    repeated.removeIf(id -> stored.getOrDefault(id, 0) == 1);
    return new Outcome(
        acknowledged(),
        client.unanswered.size(),
        missing,
        repeated,
        unknown,
        alerts(undisturbed.target()),
        alerts(target),
        target.get("/api/v1/ledger").path("balanced").asBoolean());
  }

  /** Alerts that straddled a disturbance, as many as there should be. */
  int straddling() {
    return rounds * GUESSERS;
  }

  private boolean isWhole(Target target) {
    List<JsonNode> alerts = target.all(GUESSING);
    return alerts.size() >= straddling()
        && alerts.stream().allMatch(alert -> alert.path("count").asInt() == FAILURES);
  }

  private static Map<String, String> alerts(Target target) {
    Map<String, String> alerts = new TreeMap<>();
    for (JsonNode alert : target.all(GUESSING)) {
      String id = alert.path("id").asText();
      JsonNode whole = target.get("/api/v1/alerts/" + id);
      StringBuilder text = new StringBuilder(whole.path("count").asText());
      text.append(' ').append(whole.path("late").asBoolean() ? "late " : "on time ");
      text.append(whole.path("reason"));
      whole.path("evidence").forEach(one -> text.append(' ').append(one.path("id").asText()));
      alerts.put(id, text.toString());
    }
    return alerts;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < until && !condition.getAsBoolean()) {
      TimeUnit.SECONDS.sleep(1);
    }
  }

  @Override
  public void close() {
    client.close();
    peer.close();
    undisturbed.close();
    disturbed.close();
  }
}
