package songlam.core.store.opensearch.embedded;

import java.nio.file.Path;
import java.util.List;

/**
 * @param home folder of the server: programs, configuration, data and logs
 * @param zip the distribution as its makers ship it
 * @param heapMegabytes heap of the child
 * @param jvmFlags more flags for the child's JVM, for example to start faster in tests
 */
public record EmbeddedSettings(Path home, Path zip, int heapMegabytes, List<String> jvmFlags) {
  public EmbeddedSettings {
    home = home.toAbsolutePath().normalize();
    jvmFlags = List.copyOf(jvmFlags);
  }

  public EmbeddedSettings(Path home, Path zip, int heapMegabytes) {
    this(home, zip, heapMegabytes, List.of());
  }
}
