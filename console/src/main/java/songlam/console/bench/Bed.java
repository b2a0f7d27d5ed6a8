package songlam.console.bench;

import java.nio.file.Path;
import java.util.List;

/** A platform under test in a folder of its own, with one syslog TCP input. */
final class Bed implements AutoCloseable {
  /** The input's row in the ledger. */
  static final String SOURCE = "syslog-tcp";

  private final Scratch scratch = new Scratch();
  private final int syslog = Scratch.freePort();
  private final Target target;

  /**
   * @param more further lines of the configuration, empty for none
   * @param flags further JVM flags of the platform
   */
  Bed(Target.Store store, String more, List<String> flags) {
    int console = Scratch.freePort();
    String configuration =
        """
        console: {port: %d}
        inputs:
          syslog-tcp: {kind: tcp, type: syslog, port: %d}
        %s
        """
            .formatted(console, syslog, more);
    Path config = scratch.write("songlam.yml", configuration);
    try {
      this.target = Target.start(scratch.folder().resolve("data"), config, console, store, flags);
    } catch (BenchException e) {
      scratch.close();
      throw e;
    }
  }

  Target target() {
    return target;
  }

  int syslogPort() {
    return syslog;
  }

  Path data() {
    return scratch.folder().resolve("data");
  }

  @Override
  public void close() {
    target.close();
    scratch.close();
  }
}
