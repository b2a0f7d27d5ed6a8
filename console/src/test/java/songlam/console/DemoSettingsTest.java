package songlam.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.console.simulate.Doors;
import songlam.core.config.ConfigException;
import songlam.core.config.Section;

/** What holds in a demo: somebody's own configuration and the inputs of the simulation. */
class DemoSettingsTest {
  @TempDir private Path folder;
  private Doors doors;

  @BeforeEach
  void findDoors() throws IOException {
    doors = Doors.find();
  }

  @Test
  void withoutAFileEveryInputIsMarked() {
    Section inputs = DemoSettings.of(null, zones(), zones(), doors.inputs()).inputs();

    assertEquals(13, inputs.names().size());
    for (String name : inputs.names()) {
      assertTrue(inputs.section(name).flag("simulated", false), name);
    }
  }

  @Test
  void noPortIsTakenTwice() {
    Section inputs = DemoSettings.of(null, zones(), zones(), doors.inputs()).inputs();
    List<String> ports = new ArrayList<>();
    for (String name : inputs.names()) {
      ports.add(inputs.section(name).text("port", name));
    }
    assertEquals(ports.stream().distinct().toList(), ports);
  }

  @Test
  void ownInputsRunBesideThoseOfTheDemoUnmarked() throws IOException {
    Settings settings = read("console: {port: 1234}\ninputs:\n  own: {kind: udp, port: 5514}\n");

    assertEquals(1234, settings.console().port());
    assertEquals(zones(), settings.zones());
    assertFalse(settings.inputs().section("own").flag("simulated", false));
    assertEquals(14, settings.inputs().names().size());
  }

  @Test
  void whatTheProvinceBringsIsRefusedWithItsLine() {
    assertRefused("node: x\nzones: /etc/zones.yml\n", "own.yml:2: zones: /etc/zones.yml (expected");
  }

  @Test
  void aClusterThatHoldsRealDataIsRefused() {
    assertRefused("store: {url: https://example.vn:9200}\n", "https://example.vn:9200 (expected");
  }

  @Test
  void aNameThatTheDemoHasIsRefusedWithItsLine() {
    assertRefused("inputs:\n  demo-netflow: {kind: udp}\n", "own.yml:2: demo-netflow: taken");
  }

  private void assertRefused(String yaml, String words) {
    ConfigException refusal = assertThrows(ConfigException.class, () -> read(yaml));
    assertTrue(String.valueOf(refusal.getMessage()).contains(words), refusal.getMessage());
  }

  private Settings read(String yaml) throws IOException {
    Path own = Files.writeString(folder.resolve("own.yml"), yaml);
    return DemoSettings.of(own, zones(), zones(), doors.inputs());
  }

  private Path zones() {
    return folder.resolve("zones.yml");
  }
}
