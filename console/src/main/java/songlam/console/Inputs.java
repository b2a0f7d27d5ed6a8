package songlam.console;

import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.collectors.Listeners;
import songlam.collectors.listen.CanaryPorts;
import songlam.collectors.listen.Door;
import songlam.collectors.listen.Listener;
import songlam.collectors.listen.http.BulkRoutes;
import songlam.collectors.listen.open311.Open311Routes;
import songlam.collectors.listen.tail.TailConfig;
import songlam.collectors.listen.tail.TailListener;
import songlam.console.canary.CanaryRounds;
import songlam.console.cli.UserFacingException;
import songlam.console.desk.PackAlarm;
import songlam.core.config.Section;
import songlam.core.event.Caps;
import songlam.core.event.RawRecord;
import songlam.core.journal.SystemStore;
import songlam.core.pipeline.Intake;

/** The configured inputs: made from their section, started together, looked after, stopped. */
final class Inputs implements AutoCloseable {
  /** Names of the two inputs that live at the console's address. */
  static final String BULK = "bulk";

  private static final String OWN_LOG = "platform-log";
  private static final int LONGEST_LOG_BYTES = 256 << 10;
  private static final long LOG_EVERY_MILLIS = 1_000;
  private static final Logger LOG = LoggerFactory.getLogger(Inputs.class);
  private static final int NEEDED = 69;
  private static final long START_SECONDS = 20;
  private static final long STOP_SECONDS = 5;

  private final List<Listeners.Made> made;
  private final boolean simulation;

  /**
   * @param ownLog the platform's own log, read back in
   * @param simulation whether what comes in at the console's address, and what the platform says of
   *     itself, is a simulation too
   * @throws songlam.core.config.ConfigException with every problem of the section
   */
  Inputs(
      Section section,
      Vertx vertx,
      Intake intake,
      SystemStore system,
      Clock clock,
      Supplier<PemKeyCertOptions> certificate,
      Path ownLog,
      boolean simulation,
      Caps caps,
      CanaryPorts canaries) {
    this.made =
        new ArrayList<>(
            new Listeners(vertx, intake, system, clock, certificate, caps, canaries).read(section));
    made.add(ownLog(ownLog, intake, system, clock, simulation));
    this.simulation = simulation;
    section.problems().throwIfAny();
  }

  private static Listeners.Made ownLog(
      Path file, Intake intake, SystemStore system, Clock clock, boolean simulation) {
    TailConfig config =
        new TailConfig(OWN_LOG, OWN_LOG, RawRecord.LIVE, file, LONGEST_LOG_BYTES, LOG_EVERY_MILLIS);
    return new Listeners.Made(
        OWN_LOG, OWN_LOG, simulation, new TailListener(config, intake, system, clock));
  }

  /** Source type of every input, those at the console's address included. */
  Map<String, String> typeBySource() {
    Map<String, String> types = new LinkedHashMap<>();
    made.forEach(input -> types.put(input.name(), input.type()));
    types.put(BULK, BulkRoutes.TYPE);
    types.put(FieldReports.SOURCE, Open311Routes.TYPE);
    types.put(CanaryRounds.SOURCE, CanaryRounds.TYPE);
    types.put(PackAlarm.SOURCE, PackAlarm.TYPE);
    return types;
  }

  /** The plainest way in for records of this type; empty when no input that is up takes them. */
  Optional<Door> door(String type) {
    return made.stream()
        .filter(input -> input.type().equals(type))
        .flatMap(input -> input.listener().door().stream())
        .min(Comparator.comparing(Door::kind));
  }

  /** Inputs whose records are a simulation. */
  Set<String> simulated() {
    Set<String> names = new LinkedHashSet<>();
    made.stream().filter(Listeners.Made::simulated).forEach(input -> names.add(input.name()));
    if (simulation) {
      names.add(BULK);
      names.add(FieldReports.SOURCE);
      names.add(CanaryRounds.SOURCE);
    }
    return names;
  }

  /**
   * Starts them all.
   *
   * @throws UserFacingException naming the input that cannot start, and why
   */
  void start() {
    for (Listeners.Made input : made) {
      try {
        input.listener().start().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
        LOG.info("input {}: {}", input.name(), input.listener().check().detail().en());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UserFacingException(NEEDED, "interrupted while the inputs were starting");
      } catch (TimeoutException e) {
        throw new UserFacingException(
            NEEDED, "input " + input.name() + " did not start in " + START_SECONDS + " s");
      } catch (ExecutionException e) {
        throw new UserFacingException(NEEDED, "input " + input.name() + ": " + reason(e));
      }
    }
  }

  /** How each input is, by name. */
  Map<String, Listener.Health> health() {
    Map<String, Listener.Health> health = new LinkedHashMap<>();
    made.forEach(input -> health.put(input.name(), input.listener().check()));
    return health;
  }

  private static String reason(Throwable e) {
    Throwable cause = e;
    while ((cause instanceof ExecutionException || cause instanceof CompletionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  @Override
  public void close() {
    List<CompletableFuture<Void>> stops = new ArrayList<>();
    made.forEach(input -> stops.add(input.listener().stop().toCompletableFuture()));
    for (int i = 0; i < stops.size(); i++) {
      try {
        stops.get(i).get(STOP_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (Exception e) {
        LOG.warn("input {} did not stop: {}", made.get(i).name(), reason(e));
      }
    }
  }
}
