package songlam.console.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Another syslog server that takes the same stream over TCP, parses the header and writes a line of
 * JSON for each message to a file: no journal, no detection, no correlation. A process of its own.
 */
final class SyslogPeer implements AutoCloseable {
  private static final int CONNECTIONS = 4;
  private static final long PATIENCE_SECONDS = 120;

  private final String name;
  private final Scratch scratch;
  private final Path output;
  private final int port;
  private final Process process;
  private final byte[] buffer = new byte[1 << 20];
  private @Nullable InputStream tail;
  private long written;

  private SyslogPeer(
      String name, Scratch scratch, int port, List<String> command, Map<String, String> environment)
      throws IOException {
    this.name = name;
    this.scratch = scratch;
    this.port = port;
    this.output = output(scratch);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(scratch.folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(scratch.folder().resolve("peer.log").toFile());
    builder.environment().putAll(environment);
    this.process = builder.start();
    Leftovers.add(process);
    awaitPort();
  }

  /**
   * @param perSecond from the first line sent to the last one in the file
   * @param micros processor time of the peer a message, microseconds
   */
  record Figure(double perSecond, double micros) {}

  /** rsyslog with its fast TCP input and a JSON template, when it is installed. */
  static Optional<SyslogPeer> rsyslog() throws IOException {
    if (!Peer.isHere("rsyslogd")) {
      return Optional.empty();
    }
    Scratch scratch = new Scratch();
    int port = Scratch.freePort();
    Path config =
        scratch.write(
            "rsyslog.conf",
            """
            global(workDirectory="%s")
            module(load="imptcp" threads="2")
            main_queue(queue.size="200000" queue.workerThreads="2")
            template(name="json" type="list" option.jsonf="on") {
              property(outname="@timestamp" name="timereported" dateFormat="rfc3339" format="jsonf")
              property(outname="host.name" name="hostname" format="jsonf")
              property(outname="log.syslog.facility" name="syslogfacility-text" format="jsonf")
              property(outname="log.syslog.severity" name="syslogseverity-text" format="jsonf")
              property(outname="log.syslog.appname" name="app-name" format="jsonf")
              property(outname="log.syslog.procid" name="procid" format="jsonf")
              property(outname="message" name="msg" format="jsonf")
              property(outname="event.original" name="rawmsg" format="jsonf")
            }
            input(type="imptcp" address="127.0.0.1" port="%d")
            action(type="omfile" file="%s" template="json" ioBufferSize="64k")
            """
                .formatted(scratch.folder(), port, output(scratch)));
    String folder = scratch.folder().toString();
    return Optional.of(
        new SyslogPeer(
            "rsyslog",
            scratch,
            port,
            List.of(
                Peer.path("rsyslogd"), "-n", "-f", config.toString(), "-i", folder + "/peer.pid"),
            Map.of()));
  }

  /**
   * syslog-ng with its JSON format, installed or unpacked.
   *
   * @param unpacked a folder that holds the files of its packages
   */
  static Optional<SyslogPeer> syslogNg(Path unpacked) throws IOException {
    Path files = unpacked.toAbsolutePath();
    Path root = Files.isExecutable(files.resolve("usr/sbin/syslog-ng")) ? files : Path.of("/");
    Path program = root.resolve("usr/sbin/syslog-ng");
    if (!Files.isExecutable(program)) {
      return Optional.empty();
    }
    Path modules = versioned(root.resolve("usr/lib/syslog-ng"));
    Scratch scratch = new Scratch();
    int port = Scratch.freePort();
    Path config =
        scratch.write(
            "syslog-ng.conf",
            """
            @version: %s
            options { keep-hostname(yes); use-dns(no); log-fifo-size(200000); };
            source s { network(ip("127.0.0.1") port(%d) log-iw-size(40000) log-fetch-limit(1000)); };
            destination d {
              file("%s" template("$(format-json --scope rfc3164 --pair event.original=$RAWMSG)\\n"));
            };
            log { source(s); destination(d); flags(flow-control); };
            """
                .formatted(modules.getFileName(), port, output(scratch)));
    Map<String, String> environment = new HashMap<>();
    if (!root.equals(Path.of("/"))) {
      environment.put(
          "LD_LIBRARY_PATH",
          "%1$s/usr/lib/x86_64-linux-gnu:%1$s/lib/x86_64-linux-gnu:%1$s/usr/lib/syslog-ng"
              .formatted(root));
    }
    Path folder = scratch.folder();
    return Optional.of(
        new SyslogPeer(
            "syslog-ng",
            scratch,
            port,
            List.of(
                program.toString(),
                "-F",
                "--no-caps",
                "-f",
                config.toString(),
                "--module-path=" + modules,
                "--persist-file=" + folder.resolve("peer.persist"),
                "--pidfile=" + folder.resolve("peer.pid"),
                "--control=" + folder.resolve("peer.ctl")),
            environment));
  }

  String name() {
    return name;
  }

  /** The same lines from the same sender as the platform gets. */
  Figure run(long lines) throws IOException {
    long before = written();
    try (Sender sender = new Sender(port, lines, CONNECTIONS, 0, SyslogBlock.Dialect.OLD)) {
      sender.awaitBegin();
      double used = ProcessTree.cpuSeconds(process.pid());
      long began = System.nanoTime();
      long sent = sender.awaitEnd().lines();
      long until = began + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (written() - before < sent) {
        if (System.nanoTime() > until) {
          throw new BenchException(
              "%s wrote %d of %d lines in %d s"
                  .formatted(name, written - before, sent, PATIENCE_SECONDS));
        }
        Target.pause(20);
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      double cpu = ProcessTree.cpuSeconds(process.pid()) - used;
      return new Figure(sent / seconds, cpu * 1e6 / sent);
    }
  }

  /** Lines in its file since the start. */
  private long written() throws IOException {
    if (tail == null) {
      if (!Files.exists(output)) {
        return 0;
      }
      tail = Files.newInputStream(output);
    }
    for (int read = tail.read(buffer); read > 0; read = tail.read(buffer)) {
      for (int i = 0; i < read; i++) {
        written += buffer[i] == '\n' ? 1 : 0;
      }
    }
    return written;
  }

  private void awaitPort() throws IOException {
    for (int i = 0; i < 200; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException notYet) {
        if (!process.isAlive()) {
          break;
        }
        Target.pause(50);
      }
    }
    String said = Files.readString(scratch.folder().resolve("peer.log"), UTF_8);
    close();
    throw new BenchException(name + " does not listen: " + said.strip());
  }

  private static Path output(Scratch scratch) {
    return scratch.folder().resolve("out.json");
  }

  /** The folder of the modules, which has the version as its name. */
  private static Path versioned(Path folder) throws IOException {
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .filter(Files::isDirectory)
          .findFirst()
          .orElseThrow(() -> new BenchException(folder + ": no modules of syslog-ng"));
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      if (tail != null) {
        tail.close();
      }
    } catch (IOException | InterruptedException e) {
      process.destroyForcibly();
    }
    scratch.close();
  }
}
