package songlam.console;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import songlam.console.cli.UserFacingException;
import songlam.core.config.ConfigException;
import songlam.core.config.Secrets;
import songlam.core.journal.SystemStore;
import songlam.core.store.AlertStore;
import songlam.core.store.DataSet;
import songlam.core.store.DocumentStore;
import songlam.core.store.EventStore;
import songlam.core.store.InMemoryAlertStore;
import songlam.core.store.InMemoryDocumentStore;
import songlam.core.store.InMemoryEventStore;
import songlam.core.store.InMemoryIncidentStore;
import songlam.core.store.IncidentStore;
import songlam.core.store.opensearch.OpenSearchAlertStore;
import songlam.core.store.opensearch.OpenSearchDocumentStore;
import songlam.core.store.opensearch.OpenSearchEventStore;
import songlam.core.store.opensearch.OpenSearchIncidentStore;
import songlam.core.store.opensearch.OpenSearchRetention;
import songlam.core.store.opensearch.StoreAddress;
import songlam.core.store.opensearch.StoreClient;
import songlam.core.store.opensearch.embedded.EmbeddedOpenSearch;
import songlam.core.store.opensearch.embedded.EmbeddedSettings;
import songlam.core.store.opensearch.embedded.EmbeddedState;

/**
 * The searchable store, whatever it is made of.
 *
 * @param expired events that retention has deleted since the installation began
 * @param retention deletes what is due, called now and then
 * @param state {@code up}, or a sentence that says what is in the way
 */
public record Stores(
    EventStore events,
    AlertStore alerts,
    IncidentStore incidents,
    DocumentStore documents,
    LongSupplier expired,
    Runnable retention,
    Supplier<String> state,
    AutoCloseable closer)
    implements AutoCloseable {
  private static final int NEEDED = 69;
  private static final Duration FIRST_START = Duration.ofMinutes(3);

  /**
   * The store the configuration names, the embedded server without one. Does not wait for it:
   * collection goes on without.
   *
   * @param progress hears when the store is up, or why not
   * @throws UserFacingException when the embedded server can never run here
   * @throws ConfigException when the address or the secret's reference is wrong
   */
  public static Stores open(
      Settings settings, Installation installation, SystemStore system, Consumer<String> progress) {
    return settings.store().url() == null
        ? embedded(settings.store(), installation, progress)
        : cluster(settings.store(), settings.store().url(), progress);
  }

  private static Stores embedded(
      Settings.StoreSettings settings, Installation installation, Consumer<String> progress) {
    try {
      EmbeddedOpenSearch server =
          EmbeddedOpenSearch.start(
              new EmbeddedSettings(
                  installation.store(),
                  EmbeddedOpenSearch.distribution(),
                  settings.heapMegabytes()));
      Thread.ofVirtual().name("store-progress").start(() -> tell(server, progress));
      Closers closers = new Closers();
      closers.add("server", server);
      return of(server.address(), settings, () -> sentence(server.state()), closers);
    } catch (IOException e) {
      throw new UserFacingException(NEEDED, String.valueOf(e.getMessage()));
    }
  }

  private static Stores cluster(
      Settings.StoreSettings settings, String url, Consumer<String> progress) {
    String password = settings.password();
    try {
      StoreAddress address =
          StoreAddress.of(
              URI.create(url),
              settings.username(),
              password == null ? null : Secrets.resolve(password),
              settings.authority());
      Closers closers = new Closers();
      StoreGreeting greeting = closers.add("greeting", StoreGreeting.begin(address, progress));
      return of(address, settings, greeting::state, closers);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(String.valueOf(e.getMessage()));
    }
  }

  static Stores of(
      StoreAddress address,
      Settings.StoreSettings settings,
      Supplier<String> state,
      Closers closers) {
    StoreClient client = closers.add("client", new StoreClient(address));
    OpenSearchEventStore events = closers.add("events", new OpenSearchEventStore(client));
    OpenSearchRetention retention = retention(client, settings);
    return new Stores(
        events,
        new OpenSearchAlertStore(client),
        new OpenSearchIncidentStore(client),
        new OpenSearchDocumentStore(client, Clock.systemUTC()),
        retention::expired,
        retention::run,
        state,
        closers);
  }

  private static OpenSearchRetention retention(
      StoreClient client, Settings.StoreSettings settings) {
    Map<DataSet, OpenSearchRetention.Rule> rules = new EnumMap<>(DataSet.class);
    settings.retention().forEach((set, kept) -> rules.put(set, rule(kept)));
    return new OpenSearchRetention(client, rules, rule(settings.otherwise()), Clock.systemUTC());
  }

  private static OpenSearchRetention.Rule rule(Settings.Retention kept) {
    return new OpenSearchRetention.Rule(kept.keep(), kept.megabytes() << 20);
  }

  private static void tell(EmbeddedOpenSearch server, Consumer<String> progress) {
    try {
      progress.accept("  kho dữ liệu đang khởi động / the store is starting");
      boolean up = server.awaitUp(FIRST_START);
      progress.accept(
          up
              ? "  kho dữ liệu đã sẵn sàng / the store is up"
              : "  kho dữ liệu chưa trả lời / the store does not answer yet: "
                  + sentence(server.state()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String sentence(EmbeddedState state) {
    return switch (state.phase()) {
      case UP -> "up";
      case UNPACKING -> "being unpacked for the first time";
      case STARTING -> "starting";
      case DOWN -> "down: " + state.detail();
      case STOPPED -> "stopped";
    };
  }

  /** Everything in this process's memory: for tests and tries, gone when it ends. */
  public static Stores inMemory() {
    return new Stores(
        new InMemoryEventStore(),
        new InMemoryAlertStore(),
        new InMemoryIncidentStore(),
        new InMemoryDocumentStore(),
        () -> 0,
        () -> {},
        () -> "up",
        () -> {});
  }

  @Override
  public void close() throws Exception {
    closer.close();
  }
}
