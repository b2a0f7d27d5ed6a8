package songlam.playbooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import songlam.testing.Peers;

class PlaybooksTest {
  private static final Path BOOKS = Path.of("books");
  private static final String PUBLISHED =
      "https://raw.githubusercontent.com/cyentific-rni/cacao-json-schemas/cacao-v2.0-cs01/schemas/";

  @Test
  void theTableHoldsEveryBookOfTheFolder() throws IOException {
    try (Stream<Path> files = Files.list(BOOKS)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".json"))
              .map(file -> file.substring(0, file.length() - 5))
              .sorted()
              .toList();
      assertEquals(names, Playbooks.NAMES);
    }
  }

  @Test
  void everyBookSpeaksBothLanguagesAndHasSteps() {
    for (Playbook book : new Playbooks().all()) {
      assertTrue(book.steps().size() >= 3, book.name());
      assertNotEquals(book.title().vi(), book.title().en(), book.name());
      for (Playbook.Step step : book.steps()) {
        assertNotEquals(step.description().vi(), step.description().en(), book.name());
        assertFalse(step.title().vi().isBlank(), book.name());
      }
    }
  }

  @Test
  void everyBookIsValidByThePublishedSchema() throws IOException {
    Path schemas = Peers.corpus("cacao-schemas").resolve("schemas");
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_7, builder -> builder.schemas(published(schemas)));
    Schema schema = registry.getSchema(SchemaLocation.of(PUBLISHED + "playbook.json"));
    for (String name : Playbooks.NAMES) {
      String book = Files.readString(BOOKS.resolve(name + ".json"));
      assertEquals(List.<Error>of(), schema.validate(book, InputFormat.JSON), name);
    }
    String broken =
        Files.readString(BOOKS.resolve("network-scan.json")).replace("cacao-2.0", "cacao-9");
    assertFalse(schema.validate(broken, InputFormat.JSON).isEmpty(), "the schema must bite");
  }

  private static Map<String, String> published(Path schemas) {
    try (Stream<Path> files = Files.walk(schemas)) {
      Map<String, String> byId = new HashMap<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byId.put(PUBLISHED + schemas.relativize(file), Files.readString(file));
      }
      return byId;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aWorkflowThatLeadsNowhereIsNamed() {
    String book =
        """
        {"spec_version":"cacao-2.0","name":"x","workflow_start":"start--1",
         "workflow":{"start--1":{"type":"start","on_completion":"action--2"}}}
        """;
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new CacaoReader()
                    .read("x", new ByteArrayInputStream(book.getBytes(StandardCharsets.UTF_8))));
    assertEquals(
        "x: workflow: action--2 (expected: a path of steps from start to end)",
        refusal.getMessage());
  }
}
