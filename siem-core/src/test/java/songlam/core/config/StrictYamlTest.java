package songlam.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrictYamlTest {
  @TempDir Path folder;

  @Test
  void allProblemsAreToldAtOnceWithFileAndLine() {
    Problems problems = new Problems();
    Section top =
        StrictYaml.text(
            "a.yml",
            "port: 99999\nspan: 5 days\nflag: maybe\nunknown: 1\nlist: {a: b}\n",
            problems);
    assertEquals(7, top.number("port", 7, 1, 65_535));
    assertEquals(Duration.ofSeconds(1), top.span("span", Duration.ofSeconds(1)));
    assertTrue(top.flag("flag", true));
    assertEquals(List.of(), top.texts("list"));
    top.requiredText("name");
    top.done();
    assertEquals(
        List.of(
            "a.yml:1: port: 99999 (expected: 1 to 65535)",
            "a.yml:2: span: 5 days (expected: a time span such as 30s, 5m, 2h or 7d)",
            "a.yml:3: flag: maybe (expected: true or false)",
            "a.yml:5: list: a mapping (expected: a list of texts)",
            "a.yml:1: name: missing (expected: text)",
            "a.yml:4: unknown: unknown (expected: one of port, span, flag, list, name)"),
        problems.all());
    assertThrows(ConfigException.class, problems::throwIfAny);
  }

  @Test
  void brokenYamlAndBombsAreProblemsNotCrashes() {
    for (String bad :
        List.of("a: [1", "- 1", "a: &x [*x]", "a: !!java.net.URL [\"http://example.com\"]\n? :")) {
      Problems problems = new Problems();
      Section top = StrictYaml.text("b.yml", bad, problems);
      top.texts("a");
      assertTrue(!problems.isEmpty() || bad.contains("&x"), bad);
    }
  }

  @Test
  void secretsComeByReferenceOnly() throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), "s3cret\n");
    assertEquals("s3cret", Secrets.resolve("file:" + file));
    assertThrows(ConfigException.class, () -> Secrets.resolve("s3cret"));
    assertThrows(ConfigException.class, () -> Secrets.resolve("env:SONGLAM_NOT_SET"));
  }
}
