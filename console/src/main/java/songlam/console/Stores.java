package songlam.console;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import songlam.core.journal.SystemStore;
import songlam.core.store.AlertStore;
import songlam.core.store.DocumentStore;
import songlam.core.store.EventStore;
import songlam.core.store.InMemoryAlertStore;
import songlam.core.store.InMemoryDocumentStore;
import songlam.core.store.InMemoryEventStore;
import songlam.core.store.InMemoryIncidentStore;
import songlam.core.store.IncidentStore;

/**
 * The searchable store, whatever it is made of.
 *
 * @param expired events that retention has deleted since the installation began
 * @param state {@code up}, or a sentence that says what is in the way
 */
public record Stores(
    EventStore events,
    AlertStore alerts,
    IncidentStore incidents,
    DocumentStore documents,
    LongSupplier expired,
    Supplier<String> state,
    AutoCloseable closer)
    implements AutoCloseable {

  /** The store the configuration names. */
  public static Stores open(
      Settings settings, Installation installation, SystemStore system, Consumer<String> progress) {
    return inMemory();
  }

  /** Everything in this process's memory: for tests and tries, gone when it ends. */
  public static Stores inMemory() {
    return new Stores(
        new InMemoryEventStore(),
        new InMemoryAlertStore(),
        new InMemoryIncidentStore(),
        new InMemoryDocumentStore(),
        () -> 0,
        () -> "up",
        () -> {});
  }

  @Override
  public void close() throws Exception {
    closer.close();
  }
}
