package songlam.core.store;

class InMemoryAlertStoreTest implements AlertStoreContract {
  @Override
  public AlertStore store() {
    return new InMemoryAlertStore();
  }
}
