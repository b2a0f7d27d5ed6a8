package songlam.core.store.opensearch.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of the child: our own JDK, the flags its makers ship for that version, no shell
 * in between, so that its parent is us and it dies with us.
 */
record ServerCommand(ServerFiles files, Path programs, EmbeddedSettings settings) {
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  ProcessBuilder builder() throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java").toRealPath();
    files.requirePassable(java, "JDK");
    List<String> command = new ArrayList<>(privileges());
    command.add(java.toString());
    command.addAll(jvmFlags());
    command.addAll(settings.jvmFlags());
    command.add("-cp");
    command.add(programs.resolve("lib") + "/*");
    command.add("org.opensearch.bootstrap.OpenSearch");
    ProcessBuilder builder = new ProcessBuilder(command).directory(files.temporary().toFile());
    builder.environment().clear();
    builder.environment().put("LC_ALL", "C.UTF-8");
    Path output = files.home().resolve("output.log");
    return builder.redirectErrorStream(true).redirectOutput(output.toFile());
  }

  /** Dies with its parent; as root under its own user, with nothing of ours. */
  private List<String> privileges() throws IOException {
    if (!Files.isExecutable(SETPRIV)) {
      if (files.identity().root()) {
        throw new IOException(
            SETPRIV
                + " is missing, and the store must not run as root (expected: apt-get install util-linux)");
      }
      return List.of();
    }
    List<String> words =
        new ArrayList<>(List.of(SETPRIV.toString(), "--no-new-privs", "--pdeathsig", "KILL"));
    if (files.identity().root()) {
      String uid = Integer.toString(files.identity().uid());
      words.addAll(List.of("--reuid", uid, "--regid", uid, "--clear-groups"));
    }
    return words;
  }

  private List<String> jvmFlags() {
    String heap = settings.heapMegabytes() + "m";
    return List.of(
        "-Xms" + heap,
        "-Xmx" + heap,
        "-Xss1m",
        "-XX:+UseG1GC",
        "-XX:G1ReservePercent=25",
        "-XX:InitiatingHeapOccupancyPercent=30",
        "-XX:+UseCompactObjectHeaders",
        "-XX:-UsePerfData",
        "-XX:-OmitStackTraceInFastThrow",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:ErrorFile=" + files.logs() + "/hs_err_pid%p.log",
        "-Djava.io.tmpdir=" + files.temporary(),
        "-Djava.awt.headless=true",
        "-Dfile.encoding=UTF-8",
        "-Djna.nosys=true",
        "-Djna.tmpdir=" + files.temporary(),
        "-Dio.netty.noUnsafe=true",
        "-Dio.netty.noKeySetOptimization=true",
        "-Dlog4j.shutdownHookEnabled=false",
        "-Dlog4j2.disable.jmx=true",
        "-Djava.locale.providers=SPI,CLDR",
        "-Dorg.apache.lucene.store.MMapDirectory.sharedArenaMaxPermits=1",
        "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "--enable-native-access=ALL-UNNAMED",
        "-javaagent:" + programs.resolve("agent").resolve("opensearch-agent.jar"),
        "-Dopensearch.path.home=" + programs,
        "-Dopensearch.path.conf=" + files.config(),
        "-Dopensearch.distribution.type=zip",
        "-Dopensearch.bundled_jdk=false");
  }
}
