package songlam.core.store;

class InMemoryDocumentStoreTest implements DocumentStoreContract {
  @Override
  public DocumentStore store() {
    return new InMemoryDocumentStore();
  }
}
