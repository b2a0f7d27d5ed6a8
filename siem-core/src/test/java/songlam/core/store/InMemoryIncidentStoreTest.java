package songlam.core.store;

class InMemoryIncidentStoreTest implements IncidentStoreContract {
  @Override
  public IncidentStore store() {
    return new InMemoryIncidentStore();
  }
}
