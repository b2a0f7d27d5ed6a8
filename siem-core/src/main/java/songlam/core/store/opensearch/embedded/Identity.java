package songlam.core.store.opensearch.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Under which user the server runs. It refuses to run as root, so root gives it a number of its own
 * that no account has; anybody else runs it as themselves.
 *
 * @param root whether we are root and can choose
 * @param uid the user and group it runs under
 */
record Identity(boolean root, int uid) {
  private static final Logger LOG = LoggerFactory.getLogger(Identity.class);
  private static final int FIRST_UID = 47_100;
  private static final int LAST_UID = 47_999;
  private static final Path ACCOUNTS = Path.of("/etc/passwd");
  private static final Path GROUPS = Path.of("/etc/group");

  /** The one that owns this folder already, else a new one. */
  static Identity of(Path data) throws IOException {
    int own = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    if (own != 0) {
      return new Identity(false, own);
    }
    Set<Integer> taken = new HashSet<>();
    numbers(ACCOUNTS, taken);
    numbers(GROUPS, taken);
    if (Files.isDirectory(data)) {
      int owner = (Integer) Files.getAttribute(data, "unix:uid");
      if (owner >= FIRST_UID && owner <= LAST_UID && !taken.contains(owner)) {
        return new Identity(true, owner);
      }
    }
    int uid = FIRST_UID;
    while (taken.contains(uid)) {
      uid++;
    }
    LOG.info("store: runs under the unprivileged user number {}", uid);
    return new Identity(true, uid);
  }

  private static void numbers(Path file, Set<Integer> numbers) throws IOException {
    for (String line : Files.readAllLines(file)) {
      String[] fields = line.split(":", -1);
      if (fields.length > 2 && fields[2].matches("[0-9]{1,9}")) {
        numbers.add(Integer.valueOf(fields[2]));
      }
    }
  }

  /** Gives a file or folder to this user, for nobody else to see. */
  void own(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    if (root) {
      Files.setAttribute(path, "unix:gid", uid);
      Files.setAttribute(path, "unix:uid", uid);
    }
  }

  /** Keeps a file or folder ours; this user may read it, nobody else. */
  void show(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    if (root) {
      Files.setAttribute(path, "unix:gid", uid);
    }
  }

  /** The first folder on the way that this user cannot pass through. */
  Optional<Path> blockedBy(Path path) throws IOException {
    for (Path folder = path.getParent(); root && folder != null; folder = folder.getParent()) {
      boolean passable =
          Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE)
              || (Integer) Files.getAttribute(folder, "unix:gid") == uid
              || (Integer) Files.getAttribute(folder, "unix:uid") == uid;
      if (!passable) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }
}
