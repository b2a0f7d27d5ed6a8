package songlam.console;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import songlam.console.cli.UserFacingException;
import songlam.console.simulate.Landscape;
import songlam.console.simulate.Province;
import songlam.console.simulate.Simulator;
import songlam.console.simulate.Targets;
import songlam.core.access.Role;

/**
 * {@code up --demo}: a data directory that starts empty each time, a configuration whose every
 * input is marked as simulated, and the simulator that sends to them over the real protocols.
 */
public final class Demo implements AutoCloseable {
  private static final int NEEDED = 69;
  private static final long SEED = 40;
  private static final String MARK = ".songlam-demo";

  private final Path folder;
  private final Province province = new Province(SEED);
  private final int broker = freePort();
  private final int press = freePort();
  private final int portal = freePort();
  private final Settings settings;
  private @Nullable Simulator simulator;
  private @Nullable Vertx vertx;

  private Demo(Path folder) throws IOException {
    this.folder = folder;
    Landscape landscape = new Landscape(province);
    Files.writeString(folder.resolve("zones.yml"), landscape.zones());
    Files.writeString(folder.resolve("assets.yml"), landscape.assets());
    Path config = folder.resolve("songlam.yml");
    Files.writeString(config, configuration());
    Files.createFile(folder.resolve("sensor.pcap"));
    this.settings = Settings.read(config);
  }

  /**
   * Empties the demo's directory and writes its configuration there.
   *
   * @throws UserFacingException when the directory holds anything but an earlier demo
   */
  public static Demo prepare(Path folder) {
    try {
      if (Files.exists(folder)) {
        refuseOthers(folder);
        empty(folder);
      }
      Files.createDirectories(folder);
      Files.createFile(folder.resolve(MARK));
      return new Demo(folder);
    } catch (IOException e) {
      throw new UserFacingException(
          NEEDED, folder + " cannot be used: " + e.getMessage() + " (expected: a writable folder)");
    }
  }

  public Settings settings() {
    return settings;
  }

  /** Starts to send, as soon as the platform listens. */
  public void start(Platform platform) {
    Vertx own = Vertx.vertx();
    vertx = own;
    Targets targets =
        new Targets(
            5514,
            5514,
            5515,
            2055,
            2056,
            folder.resolve("sensor.pcap"),
            URI.create(platform.url()),
            platform.newToken("simulation", Role.INGEST),
            broker,
            press,
            portal);
    Simulator made = new Simulator(province, targets, own, Clock.systemUTC(), SEED);
    simulator = made;
    made.start();
  }

  /** What is simulated, for the person at the terminal. */
  public String describe() {
    return "%d máy chủ và máy trạm, %d camera / %d hosts, %d cameras"
        .formatted(hosts(), province.cameras().size(), hosts(), province.cameras().size());
  }

  private int hosts() {
    return province.servers().size() + province.desks().size();
  }

  private String configuration() {
    return """
    # Mô phỏng: mọi nguồn đều mang nhãn mô phỏng / simulation: every input carries the mark
    node: demo
    zones: %1$s/zones.yml
    assets: %1$s/assets.yml
    inputs:
      syslog: {kind: udp, type: syslog, port: 5514, simulated: true}
      syslog-tcp: {kind: tcp, type: syslog, port: 5514, simulated: true}
      backfill-syslog: {kind: tcp, type: syslog, port: 5515, session: backfill, simulated: true}
      netflow: {kind: udp, type: netflow, port: 2055, simulated: true}
      backfill-netflow: {kind: udp, type: netflow, port: 2056, session: backfill, simulated: true}
      sensor: {kind: capture-file, path: %1$s/sensor.pcap, follow: true, simulated: true}
      cameras: {kind: mqtt, type: frigate, host: 127.0.0.1, port: %2$d, simulated: true}
      press:
        kind: feed
        every: 5s
        simulated: true
        feeds:
          baonghean: http://127.0.0.1:%3$d/baonghean.rss
          tintuc: http://127.0.0.1:%3$d/tintuc.rss
          dantoc: http://127.0.0.1:%3$d/dantoc.rss
          thoisu: http://127.0.0.1:%3$d/thoisu.rss
          phapluat: http://127.0.0.1:%3$d/phapluat.rss
      probes:
        kind: probe
        every: 5s
        timeout: 3s
        simulated: true
        checks:
          - {service: "Cổng thông tin điện tử tỉnh", url: "http://127.0.0.1:%4$d/", asset: web-01}
          - {service: "Hệ thống thông tin giải quyết TTHC", url: "http://127.0.0.1:%4$d/tthc", asset: web-02}
    """
        .formatted(folder, broker, press, portal);
  }

  private static void refuseOthers(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      if (!Files.exists(folder.resolve(MARK)) && entries.findAny().isPresent()) {
        throw new UserFacingException(
            NEEDED,
            folder
                + " holds something else (expected: an empty folder or that of an earlier demo)");
      }
    }
  }

  private static void empty(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      if (!path.equals(folder)) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UserFacingException(NEEDED, "no free port on loopback: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    if (simulator != null) {
      simulator.close();
    }
    if (vertx != null) {
      vertx.close().toCompletionStage().toCompletableFuture().orTimeout(5, TimeUnit.SECONDS).join();
    }
  }
}
