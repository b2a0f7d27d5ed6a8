package songlam.core.store;

class InMemoryEventStoreTest implements EventStoreContract {
  @Override
  public EventStore store() {
    return new InMemoryEventStore();
  }
}
