package songlam.peers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * An OpenSearch of the benchmark's own, in a temporary folder, on loopback, without any guard: the
 * distribution the product ships, with the modules the product leaves packed. Dies with the thread
 * that started it.
 */
final class PercolatorServer implements AutoCloseable {
  private static final Set<String> MODULES =
      Set.of(
          "analysis-common",
          "lang-painless",
          "mapper-extras",
          "parent-join",
          "percolator",
          "transport-netty4");
  private static final String NOBODY = "65534";
  private static final Duration START = Duration.ofMinutes(2);

  private final Path home;
  private final Process process;
  private final URI address;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * @param zip the distribution
   * @param clauses the most clauses one query may have
   */
  PercolatorServer(Path zip, int clauses) throws IOException, InterruptedException {
    home = Files.createTempDirectory("percolator");
    unpack(zip);
    int port = freePort();
    address = URI.create("http://127.0.0.1:" + port);
    Files.createDirectories(home.resolve("data"));
    Files.createDirectories(home.resolve("logs"));
    Path config = Files.createDirectories(home.resolve("config"));
    Files.writeString(
        config.resolve("opensearch.yml"),
        """
        discovery.type: single-node
        network.host: 127.0.0.1
        http.port: %d
        transport.port: %d
        path.data: %s
        path.logs: %s
        indices.query.bool.max_clause_count: %d
        cluster.routing.allocation.disk.threshold_enabled: false
        """
            .formatted(port, freePort(), home.resolve("data"), home.resolve("logs"), clauses));
    Files.writeString(
        config.resolve("log4j2.properties"),
        """
        status = error
        appender.c.type = Console
        appender.c.name = c
        appender.c.layout.type = PatternLayout
        rootLogger.level = error
        rootLogger.appenderRef.c.ref = c
        """);
    process = start(config);
    awaitAnswer();
  }

  private Process start(Path config) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("setpriv", "--no-new-privs", "--pdeathsig", "KILL"));
    if ("root".equals(System.getProperty("user.name"))) {
      new ProcessBuilder("chown", "-R", NOBODY, home.toString()).start().waitFor();
      command.addAll(List.of("--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xms4g",
            "-Xmx4g",
            "-XX:+UseG1GC",
            "-XX:+UseCompactObjectHeaders",
            "-Dfile.encoding=UTF-8",
            "-Djava.io.tmpdir=" + home.resolve("data"),
            "-Dlog4j.shutdownHookEnabled=false",
            "-Dlog4j2.disable.jmx=true",
            "-Djava.locale.providers=SPI,CLDR",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "-javaagent:" + home.resolve("agent/opensearch-agent.jar"),
            "-Dopensearch.path.home=" + home,
            "-Dopensearch.path.conf=" + config,
            "-Dopensearch.distribution.type=zip",
            "-Dopensearch.bundled_jdk=false",
            "-cp",
            home.resolve("lib") + "/*",
            "org.opensearch.bootstrap.OpenSearch"));
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().clear();
    builder.redirectErrorStream(true).redirectOutput(home.resolve("output.log").toFile());
    return builder.start();
  }

  private void awaitAnswer() throws IOException, InterruptedException {
    long end = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      try {
        if (send("GET", "/_cluster/health?wait_for_status=yellow&timeout=10s", "").startsWith("{")) {
          return;
        }
      } catch (IOException notYet) {
        Thread.sleep(200);
      }
    }
    String said = Files.readString(home.resolve("output.log"));
    close();
    throw new IOException("OpenSearch did not start: " + said);
  }

  /** The answer's text, whatever its status. */
  String send(String method, String path, String body) throws IOException, InterruptedException {
    return client.send(request(method, path, body), HttpResponse.BodyHandlers.ofString()).body();
  }

  /** A request with a body of JSON, or of lines of it. */
  HttpRequest request(String method, String path, String body) {
    return HttpRequest.newBuilder(address.resolve(path))
        .header("content-type", path.startsWith("/_bulk") ? "application/x-ndjson" : "application/json")
        .method(method, HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  HttpClient client() {
    return client;
  }

  private void unpack(Path zip) throws IOException {
    Files.createDirectories(home.resolve("plugins"));
    try (InputStream file = new BufferedInputStream(Files.newInputStream(zip), 1 << 20);
        ZipInputStream in = new ZipInputStream(file)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path inside = Path.of(entry.getName());
        if (entry.isDirectory() || !isNeeded(inside)) {
          continue;
        }
        Path path = home.resolve(inside.subpath(1, inside.getNameCount())).normalize();
        if (path.startsWith(home)) {
          Files.createDirectories(path.getParent());
          Files.copy(in, path);
        }
      }
    }
  }

  private static boolean isNeeded(Path inside) {
    if (inside.getNameCount() < 3) {
      return false;
    }
    String folder = inside.getName(1).toString();
    return Set.of("lib", "agent").contains(folder)
        || (folder.equals("modules") && MODULES.contains(inside.getName(2).toString()));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    client.shutdownNow();
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    List<Path> all;
    try (Stream<Path> walk = Files.walk(home)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }
}
