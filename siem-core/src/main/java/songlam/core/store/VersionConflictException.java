package songlam.core.store;

/** Somebody else changed the document since it was read. */
public final class VersionConflictException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public VersionConflictException(String id, String expected, String found) {
    super(id + ": version " + expected + " (expected: " + found + ", somebody changed it since)");
  }
}
