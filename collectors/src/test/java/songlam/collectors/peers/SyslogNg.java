package songlam.collectors.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** A real syslog-ng, unpacked beside the build, that takes messages at a socket. */
public final class SyslogNg {
  private SyslogNg() {}

  /** Takes messages here. */
  public static Path input(Path folder) {
    return folder.resolve("syslog-ng.sock");
  }

  /** Starts it with this destination; ready when its socket is there. */
  public static RunningProgram start(Path folder, String destination)
      throws IOException, InterruptedException {
    Path root =
        UnpackedPackages.of(
            "syslog-ng",
            "usr/share/doc/syslog-ng-scl/copyright",
            "syslog-ng-core",
            "syslog-ng-mod-http",
            "syslog-ng-scl",
            "libivykis0",
            "libnet1",
            "libpcre3",
            "libwrap0",
            "libjson-c5");
    Path modules = modules(root.resolve("usr/lib/syslog-ng"));
    String libraries =
        root.resolve("usr/lib/x86_64-linux-gnu")
            + ":"
            + root.resolve("lib/x86_64-linux-gnu")
            + ":"
            + root.resolve("usr/lib/syslog-ng");
    Path config =
        Files.writeString(
            folder.resolve("syslog-ng.conf"),
            """
            @version: %s
            @include "%s/scl/elasticsearch/elastic-http.conf"
            source s { unix-dgram("%s"); };
            destination d { %s };
            log { source(s); destination(d); flags(flow-control); };
            """
                .formatted(
                    modules.getFileName(),
                    root.resolve("usr/share/syslog-ng/include"),
                    input(folder),
                    destination));
    RunningProgram program =
        RunningProgram.start(
            folder,
            Map.of("LD_LIBRARY_PATH", libraries),
            root.resolve("usr/sbin/syslog-ng").toString(),
            "-F",
            "--no-caps",
            "-f",
            config.toString(),
            "--module-path=" + modules,
            "--persist-file=" + folder.resolve("syslog-ng.persist"),
            "--pidfile=" + folder.resolve("syslog-ng.pid"),
            "--control=" + folder.resolve("syslog-ng.ctl"));
    Logger.awaitSocket(input(folder), program);
    return program;
  }

  /** The folder of the modules, which has the version as its name. */
  private static Path modules(Path folder) throws IOException {
    try (Stream<Path> folders = Files.list(folder)) {
      return folders.filter(Files::isDirectory).findFirst().orElseThrow();
    }
  }
}
