package songlam.core.correlate;

/** Where alerts go: new ones, and known ones that have grown or returned. */
public interface AlertSink {
  /** Called on a pack's thread; hands on and returns. */
  void raise(Alert alert);
}
