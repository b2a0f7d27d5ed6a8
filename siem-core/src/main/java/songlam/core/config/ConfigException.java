package songlam.core.config;

/** Configuration or content cannot be used; the message lists every problem with file and line. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }
}
