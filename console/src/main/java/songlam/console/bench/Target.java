package songlam.console.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import songlam.console.control.ControlClient;

/**
 * The platform under test: a process of its own, started as the launcher starts it, asked over its
 * own API. Not safe for many threads.
 */
final class Target implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long START_SECONDS = 180;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Path data;
  private final URI address;
  private final List<String> command;
  private final List<String> flags;
  private Process process;
  private String token = "";

  /** What follows the journal in the platform under test. */
  enum Store {
    /** Counts the events and forgets them. */
    COUNTING,
    /** The one the configuration names. */
    REAL
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param console port of the console, as in the configuration
   */
  static Target start(Path data, Path config, int console, Store store, List<String> flags) {
    List<String> command = new ArrayList<>();
    command.addAll(store == Store.REAL ? List.of("up") : List.of("bench", "host"));
    command.addAll(List.of("--data", data.toString(), "--config", config.toString()));
    Target target = new Target(data, console, command, flags);
    target.awaitReady();
    return target;
  }

  /**
   * Starts a demo and waits until it answers.
   *
   * @param config says the console's port; the demo brings its own inputs
   * @param console port of the console, as in the configuration
   */
  static Target demo(Path data, Path config, int console) {
    List<String> command =
        List.of("up", "--demo", "--data", data.toString(), "--config", config.toString());
    Target target = new Target(data, console, command, List.of());
    target.awaitReady();
    return target;
  }

  private Target(Path data, int console, List<String> command, List<String> flags) {
    this.data = data;
    this.address = URI.create("http://127.0.0.1:" + console);
    this.command = command;
    this.flags = flags;
    this.process = launch();
  }

  private Process launch() {
    return JavaChild.start("1g", flags, command, ProcessBuilder.Redirect.appendTo(log().toFile()));
  }

  /** Where the platform's own words go. */
  Path log() {
    return data.resolveSibling("platform.out");
  }

  URI address() {
    return address;
  }

  long pid() {
    return process.pid();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** A new token of this role. */
  String token(String role) {
    try {
      return new ControlClient(data.resolve("control.sock"))
          .ask(List.of("token", "create", role, "bench"))
          .orElseThrow(() -> new BenchException("the platform under test does not answer"));
    } catch (IOException e) {
      throw new BenchException("the platform under test gives no token: " + e.getMessage(), e);
    }
  }

  /** Kills the platform and all its children at once, as {@code kill -9} of the group does. */
  void kill() {
    List<ProcessHandle> all = new ArrayList<>(handle().descendants().toList());
    all.add(handle());
    try {
      new ProcessBuilder("kill", "-KILL", "--", "-" + pid()).start().waitFor();
      all.forEach(ProcessHandle::destroyForcibly);
      process.waitFor();
    } catch (IOException e) {
      throw new BenchException("kill: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts it again on the same data. */
  void restart() {
    process = launch();
    awaitReady();
  }

  /** The API's answer to {@code GET} this path. */
  JsonNode get(String path) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(address.resolve(path))
              .timeout(PATIENCE)
              .header("Authorization", "Bearer " + token)
              .build();
      HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new BenchException(path + ": " + answer.statusCode() + " (expected: 200)");
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new BenchException(path + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException(path + ": interrupted", e);
    }
  }

  /** All items of a list that comes in pages. */
  List<JsonNode> all(String path) {
    List<JsonNode> items = new ArrayList<>();
    eachPage(path, items::add);
    return items;
  }

  /** Hands on the items of a list page by page, so that they need not all be held. */
  void eachPage(String path, Consumer<JsonNode> taker) {
    String cursor = "";
    do {
      String more = cursor.isEmpty() ? "" : "&cursor=" + cursor;
      JsonNode page = get(path + (path.contains("?") ? "&" : "?") + "size=1000" + more);
      page.path("items").forEach(taker);
      cursor = page.path("cursor").asText("");
      cursor = cursor.equals("null") ? "" : cursor;
    } while (!cursor.isEmpty());
  }

  /** The account of one source now. */
  Account account(String source) {
    for (JsonNode row : get("/api/v1/ledger").path("sources")) {
      if (row.path("source").asText().equals(source)) {
        return Account.of(row);
      }
    }
    return new Account(0, 0, 0, 0, 0, 0, true);
  }

  private void awaitReady() {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (System.nanoTime() < until) {
      if (!process.isAlive()) {
        throw new BenchException("the platform under test ended: " + tail());
      }
      try {
        token = token("analyst");
        get("/api/v1/health");
        return;
      } catch (BenchException notYet) {
        pause(100);
      }
    }
    close();
    throw new BenchException("the platform under test is not up after " + START_SECONDS + " s");
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(log());
      return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    } catch (IOException e) {
      return "it left no word";
    }
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
  }

  /**
   * Stops it as Ctrl-C does, and kills it when it does not listen.
   *
   * @return whether it and all its children have ended by themselves
   */
  boolean stop() {
    List<ProcessHandle> children = handle().descendants().toList();
    process.destroy();
    boolean ended = false;
    try {
      ended = process.waitFor(30, TimeUnit.SECONDS);
      if (!ended) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ended &= children.stream().noneMatch(ProcessHandle::isAlive);
    children.forEach(ProcessHandle::destroyForcibly);
    return ended;
  }

  @Override
  public void close() {
    stop();
    http.close();
  }
}
