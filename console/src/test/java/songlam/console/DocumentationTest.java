package songlam.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import songlam.console.cli.Songlam;

/** What is written for people holds: links lead somewhere, commands exist, both languages agree. */
class DocumentationTest {
  private static final Path ROOT =
      Path.of(System.getProperty("songlam.root", "..")).toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern COMMAND = Pattern.compile("\\./songlam +([a-z-]+)");
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))`");
  private static final Pattern PEER =
      Pattern.compile("Peers\\.require\\(\"[a-z_-]+\", \"([a-z0-9.-]+)\"\\)");

  @Test
  void everyRelativeLinkLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : files(".md")) {
      Matcher links = LINK.matcher(Files.readString(page));
      while (links.find()) {
        String link = links.group(1).replaceFirst("#.*", "");
        boolean elsewhere = link.matches("[a-z]+:.*");
        if (!elsewhere && !link.isEmpty() && !Files.exists(page.resolveSibling(link))) {
          broken.add(ROOT.relativize(page) + ": " + link);
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void everyCommandNamedExists() throws IOException {
    Set<String> verbs = new TreeSet<>();
    for (Path page : files(".md")) {
      Matcher commands = COMMAND.matcher(Files.readString(page));
      while (commands.find()) {
        verbs.add(commands.group(1));
      }
    }
    assertTrue(verbs.containsAll(Set.of("up", "test")), verbs.toString());
    verbs.removeAll(Set.of("test", "--help"));
    for (String verb : verbs) {
      assertEquals(0, Songlam.run(verb, "--help"), verb);
    }
  }

  @Test
  void everyTestNamedExists() throws IOException {
    Set<String> classes = new TreeSet<>();
    files(".java").forEach(file -> classes.add(file.getFileName().toString()));
    Set<String> missing = new TreeSet<>();
    int named = 0;
    for (Path page : files(".md")) {
      Matcher tests = TEST.matcher(Files.readString(page));
      for (; tests.find(); named++) {
        if (!classes.contains(tests.group(1) + ".java")) {
          missing.add(ROOT.relativize(page) + ": " + tests.group(1));
        }
      }
    }
    assertEquals(Set.of(), missing);
    assertTrue(named > 40, "only " + named + " tests are named");
  }

  @Test
  void bothManualsHaveTheSamePages() throws IOException {
    assertEquals(names(ROOT.resolve("docs/vi")), names(ROOT.resolve("docs/en")));
    assertTrue(names(ROOT.resolve("docs/vi")).size() > 10);
  }

  @Test
  void everyRoomSaysWhatItIs() {
    for (String room :
        List.of(
            "",
            "siem-core",
            "collectors",
            "correlation-rules",
            "correlation-rules/packs",
            "correlation-rules/sigma",
            "playbooks",
            "console",
            "docs/adr")) {
      assertTrue(Files.exists(ROOT.resolve(room).resolve("README.md")), room);
    }
  }

  @Test
  void everyDecisionIsListed() throws IOException {
    String index = Files.readString(ROOT.resolve("docs/adr/README.md"));
    for (String name : names(ROOT.resolve("docs/adr"))) {
      assertTrue(name.equals("README.md") || index.contains("(" + name + ")"), name);
    }
  }

  @Test
  void theLauncherInstallsEveryPeerTheTestsName() throws IOException {
    String launcher = Files.readString(ROOT.resolve("songlam"));
    int from = launcher.indexOf("packages=(");
    Set<String> installed =
        Set.of(launcher.substring(from + 10, launcher.indexOf(')', from)).strip().split("\\s+"));
    Set<String> missing = new TreeSet<>();
    for (Path test : files("IT.java")) {
      Matcher peers = PEER.matcher(Files.readString(test));
      while (peers.find()) {
        missing.add(peers.group(1));
      }
    }
    missing.removeAll(installed);
    // Every Debian has these two.
    missing.removeAll(Set.of("apt", "dpkg"));
    assertEquals(Set.of(), missing);
  }

  private static Set<String> names(Path folder) throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }

  private static List<Path> files(String ending) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean skip =
                name.equals("target")
                    || name.equals("node_modules")
                    || (name.startsWith(".") && !folder.equals(ROOT));
            return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.getFileName().toString().endsWith(ending)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }
}
