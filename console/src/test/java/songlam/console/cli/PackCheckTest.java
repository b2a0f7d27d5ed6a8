package songlam.console.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code rules check} of a pack. */
class PackCheckTest {
  @TempDir private Path folder;

  @Test
  void whatDoesNotCompileIsToldByTheLineOfItsFile() throws IOException {
    Path pack = Files.createDirectories(folder.resolve("ours"));
    Files.writeString(
        pack.resolve("pack.yml"), "id: ours\npipeline: security\ndrl: [a.drl, b.drl]\n");
    String rule = "rule \"%s\"\nwhen\n  $n : Noticed( %s )\nthen\n  alerts.alert(%s);\nend\n";
    Files.writeString(pack.resolve("a.drl"), rule.formatted("one", "count > 1", "$n"));
    Files.writeString(pack.resolve("b.drl"), rule.formatted("two", "counts > 1", "$n"));
    assertEquals(
        "rejected ours/b.drl:3:17: rule \"two\": counts > 1:"
            + " Unable to parse left part of expression: counts > 1\n",
        checked(pack, 1));
    Files.writeString(pack.resolve("b.drl"), rule.formatted("two", "count > 1", "$m"));
    assertTrue(checked(pack.resolve("pack.yml"), 1).startsWith("rejected ours/b.drl:5:16: "));
    Files.writeString(pack.resolve("b.drl"), rule.formatted("two", "count > 1", "$n"));
    assertEquals("", checked(pack, 0));
  }

  private static String checked(Path place, int code) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    CommandLine line = new CommandLine(new RulesCommand());
    line.setOut(new PrintWriter(said, true, UTF_8));
    assertEquals(code, line.execute("check", place.toString()), said.toString(UTF_8));
    return said.toString(UTF_8);
  }
}
