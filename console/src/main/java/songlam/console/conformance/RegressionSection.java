package songlam.console.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import songlam.collectors.FileInput;
import songlam.core.detect.Detector;
import songlam.core.detect.sigma.SigmaRules;

/** Recorded events, each made for one rule of the public corpus: does it fire? */
final class RegressionSection implements Section {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public void write(Path corpora, StringBuilder out) throws IOException {
    out.append("## Recorded events fire their rules\n\n");
    Path folder = corpora.resolve("sigma-regression");
    Path rules = corpora.resolve("sigma-rules");
    if (!Files.isDirectory(folder) || !Files.isDirectory(rules)) {
      out.append("The corpora sigma-regression or sigma-rules are absent.\n");
      return;
    }
    Detector detector = SigmaRules.load(List.of(rules)).detector();
    JsonNode cases = JSON.readTree(Files.readAllBytes(folder.resolve("cases.json")));
    out.append("| from | cases | fire |\n|---|---|---|\n");
    List<String> silent = new ArrayList<>();
    for (String ending : List.of(".json", ".evtx")) {
      int before = silent.size();
      for (JsonNode one : cases) {
        Path place = folder.resolve(one.path("case").asText());
        if (!fires(detector, place, ending, one.path("rule").asText())) {
          silent.add(ending + " " + place.getFileName());
        }
      }
      int fire = cases.size() - (silent.size() - before);
      out.append("| `%s` | %d | %d |\n".formatted(ending, cases.size(), fire));
    }
    silent.forEach(name -> out.append("\nSilent: ").append(name).append('\n'));
  }

  private static boolean fires(Detector detector, Path place, String ending, String rule)
      throws IOException {
    return LogFiles.below(FileInput.AUTO, place, Set.of(ending)).events().stream()
        .anyMatch(event -> detector.detect(event).stream().anyMatch(r -> r.id().equals(rule)));
  }
}
