package songlam.console.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script: what makes it build, and what must not. */
class LauncherTest {
  private static final Path ROOT =
      Path.of(System.getProperty("songlam.root", "..")).toAbsolutePath().normalize();

  @TempDir private Path folder;

  private record Said(int exit, String words) {}

  /** A project that is built but changed since; its Maven only leaves a mark. */
  @BeforeEach
  void project() throws IOException {
    executable(Files.copy(ROOT.resolve("songlam"), folder.resolve("songlam")));
    for (String room :
        List.of(
            "console/target/app/lib",
            "console/src/main",
            "correlation-rules/sigma",
            "correlation-rules/packs",
            "playbooks/books",
            "bin")) {
      Files.createDirectories(folder.resolve(room));
    }
    Path built = Files.createFile(folder.resolve("console/target/app/.built"));
    Files.setLastModifiedTime(built, FileTime.from(Instant.now().minusSeconds(60)));
    Files.createFile(folder.resolve("pom.xml"));
    Files.createFile(folder.resolve("console/pom.xml"));
    program("mvn", "touch '" + folder.resolve("built") + "'; exit 1");
    program("node", "echo 24.0.0");
    program("npm", "exit 0");
  }

  @Test
  void helpsThroughALinkFromElsewhere() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("ở đây"), ROOT.resolve("songlam"));
    Said said = run(new ProcessBuilder(link.toString(), "test", "--help"));
    assertEquals(0, said.exit(), said.words());
    assertTrue(said.words().contains("Usage: songlam test"), said.words());
  }

  @Test
  void whatIsWrongWithALongRunIsToldBeforeAnythingIsBuilt() throws Exception {
    String script = ROOT.resolve("songlam").toString();
    Said help = run(new ProcessBuilder(script, "test", "--long", "--help"));
    assertEquals(0, help.exit(), help.words());
    assertTrue(help.words().contains("--only KIND"), help.words());
    for (List<String> wrong :
        List.of(
            List.of("0"),
            List.of("9999"),
            List.of("5", "--only", "luck"),
            List.of("5", "--seed", "x"),
            List.<String>of())) {
      List<String> words = new ArrayList<>(List.of(script, "test", "--long"));
      words.addAll(wrong);
      Said said = run(new ProcessBuilder(words));
      assertEquals(2, said.exit(), said.words());
      assertTrue(said.words().contains("(expected: "), said.words());
    }
  }

  @Test
  void knowsEveryVerbOfTheCommandLine() throws IOException {
    String script = Files.readString(ROOT.resolve("songlam"));
    String dispatch = script.substring(script.lastIndexOf("case \"${1:-}\" in"));
    Set<String> unknown = new TreeSet<>(Songlam.verbs().keySet());
    unknown.removeIf(
        verb -> dispatch.matches("(?s).*\n  ([a-z]+ \\| )*" + verb + "( \\| [a-z]+)*\\)\n.*"));
    assertEquals(Set.of(), unknown);
  }

  @Test
  void buildsWhenTheSourcesAreNewer() throws Exception {
    Said said = run(launcher("parse"));
    assertTrue(hasBuilt(), said.words());
  }

  @Test
  void anUnknownVerbBuildsNothing() throws Exception {
    run(launcher("prase"));
    assertFalse(hasBuilt());
    Files.delete(folder.resolve("console/target/app/.built"));
    Said said = run(launcher("prase"));
    assertFalse(hasBuilt());
    assertEquals(2, said.exit(), said.words());
    assertTrue(said.words().contains("prase: no such verb"), said.words());
  }

  @Test
  void withoutAJdkItSaysWhichOneItWants() throws Exception {
    ProcessBuilder wrong = launcher("parse");
    wrong.environment().put("SONGLAM_JAVA_HOME", folder.toString());
    Said said = run(wrong);
    assertEquals(69, said.exit(), said.words());
    assertEquals(
        "songlam: SONGLAM_JAVA_HOME: %s (expected: the folder of a JDK 25, with bin/javac in it)\n"
            .formatted(folder),
        said.words());

    // The same script on a machine that has none: its usual places are elsewhere, and empty.
    Path script = folder.resolve("songlam");
    String elsewhere = Files.readString(script).replaceAll("(/usr/lib/jvm|/opt)/", folder + "$1/");
    Files.writeString(script, elsewhere);
    ProcessBuilder none = launcher("parse");
    none.environment().keySet().removeAll(Set.of("SONGLAM_JAVA_HOME", "JAVA_HOME"));
    none.environment().put("HOME", folder.toString());
    program("javac", "echo javac 17.0.1");
    said = run(none);
    assertEquals(69, said.exit(), said.words());
    assertTrue(
        said.words().startsWith("songlam: no JDK 25 found (expected: a JDK 25"), said.words());
    assertEquals(1, said.words().lines().count(), said.words());
    assertFalse(hasBuilt());
  }

  @Test
  void aTestRunEndsWithWhatWasSkippedForWantOfCorporaAndPrograms() throws Exception {
    Path reports = Files.createDirectories(folder.resolve("console/target/surefire-reports"));
    String skipped = "<testcase><skipped message=\"%s\" type=\"x\"/></testcase>\n";
    String corpus = "Assumption failed: corpus absent: %s (expected: beside the project)";
    String report =
        skipped.formatted(corpus.formatted("geo"))
            + skipped.formatted(corpus.formatted("sigma-rules"))
            + skipped.formatted(corpus.formatted("geo"))
            + skipped.formatted("tshark is missing (expected: apt-get install tshark)")
            + skipped.formatted("not on this machine");
    Path before = Files.writeString(reports.resolve("TEST-before.xml"), report);
    Files.setLastModifiedTime(before, FileTime.from(Instant.now().minusSeconds(3_600)));
    Path written = Files.writeString(folder.resolve("report.xml"), report);
    program("mvn", "cp '" + written + "' '" + reports.resolve("TEST-now.xml") + "'; exit 3");
    program("dpkg-query", "echo install ok installed");
    Said said = run(launcher("test"));
    assertEquals(3, said.exit(), said.words());
    assertEquals(
        "songlam: tests skipped: 3 without their corpus (geo sigma-rules), 1 without their program"
            + " (tshark)\n",
        said.words());
    program("mvn", "true");
    Files.delete(reports.resolve("TEST-now.xml"));
    said = run(launcher("test"));
    assertEquals(0, said.exit(), said.words());
    assertEquals(
        "songlam: tests skipped: 0 without their corpus, 0 without their program\n", said.words());
  }

  @Test
  void leavesTheBuildAloneUnderARunningPlatform() throws Exception {
    ProcessBuilder launcher = launcher("parse");
    Path lock = Files.createFile(folder.resolve("console/target/.running"));
    Process platform = new ProcessBuilder("flock", "-s", lock.toString(), "sleep", "60").start();
    try {
      Said said = new Said(-1, "");
      for (int i = 0; i < 50 && !said.words().contains("a platform runs"); i++) {
        Files.deleteIfExists(folder.resolve("built"));
        said = run(launcher);
      }
      assertTrue(said.words().contains("a platform runs on this build"), said.words());
      assertFalse(hasBuilt());
    } finally {
      platform.descendants().forEach(ProcessHandle::destroy);
      platform.destroy();
      platform.waitFor();
    }
    run(launcher);
    assertTrue(hasBuilt());
  }

  private boolean hasBuilt() {
    return Files.exists(folder.resolve("built"));
  }

  /** The launcher over a project of its own. */
  private ProcessBuilder launcher(String verb) {
    ProcessBuilder launcher = new ProcessBuilder(folder.resolve("songlam").toString(), verb);
    launcher.environment().merge("PATH", folder.resolve("bin") + ":", (path, own) -> own + path);
    launcher.environment().put("SONGLAM_JAVA_HOME", System.getProperty("java.home"));
    return launcher;
  }

  private void program(String name, String body) throws IOException {
    Path file = folder.resolve("bin").resolve(name);
    executable(Files.writeString(file, "#!/bin/sh\n" + body + "\n"));
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Said run(ProcessBuilder program) throws Exception {
    Process process = program.directory(folder.toFile()).redirectErrorStream(true).start();
    String words = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    return new Said(process.exitValue(), words);
  }
}
