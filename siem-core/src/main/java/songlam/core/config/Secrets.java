package songlam.core.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Secrets by reference: configuration names them, it never holds them. */
public final class Secrets {
  private Secrets() {}

  /**
   * The secret behind {@code env:NAME} or {@code file:PATH}; trailing white space of a file is not
   * part of it.
   *
   * @throws ConfigException when the reference is none, or leads nowhere
   */
  public static String resolve(String reference) {
    if (reference.startsWith("env:")) {
      String value = System.getenv(reference.substring(4));
      if (value == null || value.isEmpty()) {
        throw new ConfigException(reference + ": not set (expected: a value in the environment)");
      }
      return value;
    }
    if (reference.startsWith("file:")) {
      try {
        return Files.readString(Path.of(reference.substring(5))).stripTrailing();
      } catch (IOException e) {
        throw new ConfigException(reference + ": cannot be read (expected: a readable file)");
      }
    }
    throw new ConfigException("a secret in plain text (expected: env:NAME or file:PATH)");
  }
}
