package songlam.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import songlam.console.cli.UserFacingException;
import songlam.core.journal.RocksFiles;

/**
 * The data directory: {@code db} (journal and system store), {@code log}, {@code store} (the
 * embedded OpenSearch), {@code rules} (the installation's own), {@code ca.pem}, {@code
 * control.sock}. All of it its owner's alone; as root the directory itself may be passed through,
 * because the embedded store runs as another user.
 */
public final class Installation {
  private static final int NEEDED = 69;
  private static final long LEAST_FREE_BYTES = 1L << 30;

  private final Path folder;

  /**
   * Makes the directory when it is not there.
   *
   * @throws UserFacingException when it cannot be used
   */
  public Installation(Path folder) {
    this.folder = folder;
    boolean root = "root".equals(System.getProperty("user.name"));
    make(folder, root ? "rwx--x--x" : "rwx------");
    make(log(), "rwx------");
    make(folder.resolve("db"), "rwx------");
    checkSpace();
  }

  /** The system store and the journal's files; a second process is refused. */
  RocksFiles open() {
    try {
      return RocksFiles.open(folder.resolve("db"));
    } catch (UncheckedIOException e) {
      String why = String.valueOf(e.getMessage());
      throw new UserFacingException(
          NEEDED,
          why.contains("lock")
              ? folder + " is in use (expected: one running platform for each data directory)"
              : why);
    }
  }

  public Path log() {
    return folder.resolve("log");
  }

  /** The installation's own rules, unless the configuration says another folder. */
  Path rules() {
    return folder.resolve("rules");
  }

  Path store() {
    return folder.resolve("store");
  }

  Path controlSocket() {
    return folder.resolve("control.sock");
  }

  /** Where clients find the certificate they must trust. */
  Path authority() {
    return folder.resolve("ca.pem");
  }

  private void checkSpace() {
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      if (free < LEAST_FREE_BYTES) {
        throw new UserFacingException(
            NEEDED,
            "the disk under %s is full: %d MB are free (expected: at least %d MB)"
                .formatted(folder, free >> 20, LEAST_FREE_BYTES >> 20));
      }
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  private static void make(Path folder, String permissions) {
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  private static UserFacingException unusable(Path folder, IOException e) {
    return new UserFacingException(
        NEEDED, folder + " cannot be used: " + e.getMessage() + " (expected: a writable folder)");
  }
}
