package songlam.collectors.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import songlam.testing.Peers;

/** A real rsyslogd that takes messages at a socket and forwards them. */
public final class Rsyslog {
  private Rsyslog() {}

  /** Takes messages here. */
  public static Path input(Path folder) {
    return folder.resolve("rsyslog.sock");
  }

  /** Starts it with one more action; ready when its socket is there. */
  public static RunningProgram start(Path folder, String global, String action)
      throws IOException, InterruptedException {
    return start(folder, global, "", action);
  }

  /**
   * As {@link #start(Path, String, String)}.
   *
   * @param before modules and templates that the action needs
   */
  public static RunningProgram start(Path folder, String global, String before, String action)
      throws IOException, InterruptedException {
    String rsyslogd = Peers.require("rsyslogd", "rsyslog").toString();
    Path config =
        Files.writeString(
            folder.resolve("rsyslog.conf"),
            """
            global(workDirectory="%1$s" maxMessageSize="16k" %3$s)
            module(load="imuxsock" SysSock.Use="off")
            input(type="imuxsock" Socket="%2$s" CreatePath="on" RateLimit.Interval="0")
            %4$s
            *.* %5$s
            """
                .formatted(folder, input(folder), global, before, action));
    RunningProgram program =
        RunningProgram.start(
            folder,
            rsyslogd,
            "-n",
            "-M",
            modules(),
            "-f",
            config.toString(),
            "-i",
            folder.resolve("rsyslog.pid").toString());
    Logger.awaitSocket(input(folder), program);
    return program;
  }

  /** Where its modules are, also those of packages that need not be installed. */
  private static String modules() throws IOException, InterruptedException {
    String relative = "usr/lib/x86_64-linux-gnu/rsyslog";
    Path unpacked =
        UnpackedPackages.of(
            "rsyslog-modules",
            relative + "/omelasticsearch.so",
            "rsyslog-openssl",
            "rsyslog-elasticsearch");
    return "/" + relative + ":" + unpacked.resolve(relative);
  }
}
