package songlam.core.store.opensearch.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The server's folders. Those it writes belong to its user, the rest stays ours, and others have no
 * right to any of them.
 *
 * @param home the folder of all of it
 */
record ServerFiles(Path home, Identity identity) {
  /** Makes the folders, and those above that do not exist. */
  static ServerFiles prepare(Path home) throws IOException {
    Identity identity = Identity.of(home.resolve("data"));
    ServerFiles files = new ServerFiles(home, identity);
    Files.createDirectories(home);
    identity.show(home, "rwxr-x---");
    identity.show(Files.createDirectories(files.programs()), "rwxr-x---");
    for (Path own : new Path[] {files.data(), files.logs(), files.temporary()}) {
      identity.own(Files.createDirectories(own), "rwx------");
    }
    files.requirePassable(files.data(), "--data");
    return files;
  }

  /** The server must be able to walk to this path. */
  void requirePassable(Path path, String what) throws IOException {
    Path blocked = identity.blockedBy(path).orElse(null);
    if (blocked != null) {
      throw new IOException(
          "%s: the store runs as user %d and cannot pass through %s (expected: chmod o+x %s, or a folder below /var/lib/songlam)"
              .formatted(what, identity.uid(), blocked, blocked));
    }
  }

  Path programs() {
    return home.resolve("programs");
  }

  Path data() {
    return home.resolve("data");
  }

  Path logs() {
    return home.resolve("logs");
  }

  Path temporary() {
    return home.resolve("tmp");
  }

  Path config() {
    return home.resolve("config");
  }

  /** Writes the configuration anew: what lies in it was in the server's hands. */
  void configure(int port, byte[] guardKeys) throws IOException {
    Distribution.delete(config());
    Files.createDirectory(config());
    write("opensearch.yml", settings(port).getBytes(UTF_8));
    write("log4j2.properties", LOGGING.getBytes(UTF_8));
    write("guard.p12", guardKeys);
    identity.own(config(), "rwx------");
  }

  private void write(String name, byte[] content) throws IOException {
    Path file = config().resolve(name);
    Files.createFile(file);
    identity.own(file, "rw-------");
    Files.write(file, content);
  }

  private String settings(int port) {
    return """
        cluster.name: songlam
        node.name: songlam
        discovery.type: single-node
        network.host: 127.0.0.1
        http.type: netty4-secure
        http.port: %d
        http.compression: false
        transport.type: songlam-closed
        path.data: %s
        path.logs: %s
        script.allowed_types: none
        action.auto_create_index: "songlam-*"
        action.destructive_requires_name: true
        indices.query.bool.max_clause_count: 8192
        indices.memory.index_buffer_size: 20%%
        cluster.max_shards_per_node: 4000
        cluster.routing.allocation.disk.watermark.low: 2gb
        cluster.routing.allocation.disk.watermark.high: 1gb
        cluster.routing.allocation.disk.watermark.flood_stage: 512mb
        """
        .formatted(port, quoted(data()), quoted(logs()));
  }

  private static String quoted(Path path) {
    return "\"" + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static final String LOGGING =
      """
      status = error
      appender.file.type = RollingFile
      appender.file.name = file
      appender.file.fileName = ${sys:opensearch.logs.base_path}/opensearch.log
      appender.file.filePattern = ${sys:opensearch.logs.base_path}/opensearch-%i.log
      appender.file.layout.type = PatternLayout
      appender.file.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}] %m%n
      appender.file.policies.type = Policies
      appender.file.policies.size.type = SizeBasedTriggeringPolicy
      appender.file.policies.size.size = 16MB
      appender.file.strategy.type = DefaultRolloverStrategy
      appender.file.strategy.max = 4
      rootLogger.level = warn
      rootLogger.appenderRef.file.ref = file
      logger.node.name = org.opensearch.node.Node
      logger.node.level = info
      """;
}
