package songlam.playbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import songlam.core.event.Text;

/**
 * Reads CACAO 2.0 security playbooks (OASIS CACAO v2.0). Vietnamese stands in the fields of the
 * standard, English in an extension with {@code english_name} and {@code english_description}.
 */
final class CacaoReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param name file name without extension
   * @throws IllegalArgumentException naming the book and step when the workflow does not lead from
   *     start to end
   */
  Playbook read(String name, InputStream in) throws IOException {
    JsonNode book = JSON.readTree(in);
    if (!"cacao-2.0".equals(book.path("spec_version").asText())) {
      throw new IllegalArgumentException(
          name + ": spec_version: " + book.path("spec_version") + " (expected: cacao-2.0)");
    }
    return new Playbook(
        name,
        text(book, "name", "playbook_extensions"),
        text(book, "description", "playbook_extensions"),
        steps(name, book));
  }

  private static List<Playbook.Step> steps(String name, JsonNode book) {
    List<Playbook.Step> steps = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    String id = book.path("workflow_start").asText();
    while (true) {
      JsonNode step = book.path("workflow").path(id);
      String type = step.path("type").asText();
      if (step.isMissingNode() || !seen.add(id)) {
        throw new IllegalArgumentException(
            name + ": workflow: " + id + " (expected: a path of steps from start to end)");
      }
      if (type.equals("end")) {
        return steps;
      }
      if (type.equals("action")) {
        steps.add(
            new Playbook.Step(
                id,
                text(step, "name", "step_extensions"),
                text(step, "description", "step_extensions")));
      }
      id = step.path(step.has("on_completion") ? "on_completion" : "on_success").asText();
    }
  }

  private static Text text(JsonNode node, String field, String extensions) {
    String vietnamese = node.path(field).asText();
    for (JsonNode extension : node.path(extensions)) {
      if (extension.has("english_" + field)) {
        return new Text(vietnamese, extension.path("english_" + field).asText());
      }
    }
    return new Text(vietnamese, vietnamese);
  }
}
