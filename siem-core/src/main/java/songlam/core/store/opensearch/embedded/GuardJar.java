package songlam.core.store.opensearch.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * The guard's classes as the plugin the server loads; they are read as files, never loaded here.
 */
record GuardJar(byte[] jar) {
  private static final String PACKAGE = "songlam/core/store/opensearch/guard/";
  static final List<String> CLASSES =
      List.of("GuardPlugin", "GuardPlugin$Http", "PinnedTls", "ClosedTransport");

  static GuardJar make() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream out = new JarOutputStream(bytes)) {
      for (String name : CLASSES) {
        JarEntry entry = new JarEntry(PACKAGE + name + ".class");
        entry.setTime(0);
        out.putNextEntry(entry);
        try (InputStream in = GuardJar.class.getResourceAsStream("/" + entry.getName())) {
          if (in == null) {
            throw new IOException(entry.getName() + " is missing (expected: beside this class)");
          }
          in.transferTo(out);
        }
      }
    }
    return new GuardJar(bytes.toByteArray());
  }

  /** A few digits that change with the classes. */
  String fingerprint() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(jar);
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Puts the plugin where the server looks for it. */
  void install(Path plugins, String serverVersion) throws IOException {
    Path folder = Files.createDirectories(plugins.resolve("songlam-guard"));
    Files.write(folder.resolve("songlam-guard.jar"), jar);
    Files.write(
        folder.resolve("plugin-descriptor.properties"),
        """
        description=Keeps everybody but Song Lam out
        version=%1$s
        name=songlam-guard
        classname=songlam.core.store.opensearch.guard.GuardPlugin
        java.version=25
        opensearch.version=%1$s
        """
            .formatted(serverVersion)
            .getBytes(UTF_8));
  }
}
