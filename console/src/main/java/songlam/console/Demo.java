package songlam.console;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import songlam.console.canary.Trust;
import songlam.console.cli.UserFacingException;
import songlam.console.simulate.Doors;
import songlam.console.simulate.Landscape;
import songlam.console.simulate.Province;
import songlam.console.simulate.Simulator;
import songlam.console.simulate.Targets;
import songlam.core.access.Role;

/**
 * {@code up --demo}: a data directory that starts empty each time, inputs that are marked as
 * simulated, and the simulator that sends to them over the real protocols.
 */
public final class Demo implements AutoCloseable {
  private static final int NEEDED = 69;
  private static final long SEED = 40;
  private static final String MARK = ".songlam-demo";

  private final Province province = new Province(SEED);
  private final Doors doors;
  private final Settings settings;
  private @Nullable Simulator simulator;
  private @Nullable Vertx vertx;

  private Demo(Path folder, @Nullable Path config) throws IOException {
    this.doors = Doors.find();
    Path zones = folder.resolve("zones.yml");
    Path assets = folder.resolve("assets.yml");
    this.settings = DemoSettings.of(config, zones, assets, doors.inputs());
    if (Files.exists(folder)) {
      empty(folder);
    }
    Files.createDirectories(folder);
    Files.createFile(folder.resolve(MARK));
    Landscape landscape = new Landscape(province);
    Files.writeString(zones, landscape.zones());
    Files.writeString(assets, landscape.assets());
  }

  /**
   * Empties the demo's directory and joins its inputs to the configuration.
   *
   * @param config somebody's own configuration, whose inputs run beside the demo's and are not
   *     marked; null for none
   * @throws UserFacingException when the directory holds anything but an earlier demo
   * @throws songlam.core.config.ConfigException when the configuration cannot hold in a demo
   */
  public static Demo prepare(Path folder, @Nullable Path config) {
    try {
      if (Files.exists(folder)) {
        refuseOthers(folder);
      }
      return new Demo(folder, config);
    } catch (IOException e) {
      throw new UserFacingException(
          NEEDED, folder + " cannot be used: " + e.getMessage() + " (expected: a writable folder)");
    }
  }

  public Settings settings() {
    return settings;
  }

  /** Starts to send, as soon as the platform listens. */
  public void start(Platform platform, Installation installation) {
    Vertx own = Vertx.vertx();
    vertx = own;
    Targets targets =
        new Targets(
            doors,
            URI.create(platform.url()),
            trust(installation),
            platform.newToken("simulation", Role.INGEST));
    Simulator made = new Simulator(province, targets, own, Clock.systemUTC(), SEED);
    simulator = made;
    made.start();
  }

  private static SSLContext trust(Installation installation) {
    try {
      return Trust.in(Files.readString(installation.authority()));
    } catch (IOException e) {
      throw new UserFacingException(NEEDED, "the authority's certificate: " + e.getMessage());
    }
  }

  /** What is simulated, for the person at the terminal. */
  public String describe() {
    return "%d máy chủ và máy trạm, %d camera / %d hosts, %d cameras"
        .formatted(hosts(), province.cameras().size(), hosts(), province.cameras().size());
  }

  private int hosts() {
    return province.servers().size() + province.desks().size();
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
