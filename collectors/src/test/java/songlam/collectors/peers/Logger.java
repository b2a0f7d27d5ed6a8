package songlam.collectors.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import songlam.testing.Peers;

/** {@code logger} of util-linux, which hands lines to a syslog daemon's socket. */
public final class Logger {
  private Logger() {}

  /** Sends the lines under this tag, facility auth. */
  public static void send(Path folder, Path socket, String tag, List<String> lines)
      throws IOException, InterruptedException {
    Path file = Files.write(folder.resolve(tag + ".lines"), lines);
    RunningProgram.run(
        folder,
        Peers.require("logger", "bsdutils").toString(),
        "-u",
        socket.toString(),
        "-d",
        "-t",
        tag,
        "-p",
        "auth.info",
        "-f",
        file.toString());
  }

  static void awaitSocket(Path socket, RunningProgram program)
      throws IOException, InterruptedException {
    for (int i = 0; i < 500 && !Files.exists(socket); i++) {
      if (!program.isAlive()) {
        break;
      }
      Thread.sleep(20);
    }
    if (!Files.exists(socket)) {
      Assertions.fail(socket + " is not there: " + program.output());
    }
  }
}
