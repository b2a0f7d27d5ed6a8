package songlam.console.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import songlam.collectors.FileInput;
import songlam.core.detect.Detector;
import songlam.core.detect.RuleRef;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.event.Event;
import songlam.core.event.Severity;

/** Ordinary logs under the public corpus and our own rules together: what fires, by level. */
final class OrdinaryLogsSection implements Section {
  private static final List<String> FOLDERS =
      List.of("filebeat-module-golden", "packetbeat-golden", "auditbeat-auditd");
  private static final Set<String> ENDINGS = Set.of(".log", ".json", ".jsonl", ".pcap");

  @Override
  public void write(Path corpora, StringBuilder out) throws IOException {
    out.append("## Ordinary logs stay silent\n\n");
    SigmaRules rules = SigmaRules.shipped();
    Path corpus = corpora.resolve("sigma-rules");
    if (Files.isDirectory(corpus)) {
      rules = rules.with(SigmaRules.load(List.of(corpus)));
    }
    Detector detector = rules.detector();
    out.append(
        "The public corpus and our own rules together, %,d. ".formatted(rules.rules().size()));
    out.append("Findings of level high and critical are named.\n\n");
    out.append(
        "| logs | events | not readable | informational | low | medium | high | critical |\n");
    out.append("|---|---|---|---|---|---|---|---|\n");
    Map<String, Integer> high = new TreeMap<>();
    for (String folder : FOLDERS) {
      if (Files.isDirectory(corpora.resolve(folder))) {
        row(
            folder,
            LogFiles.below(FileInput.AUTO, corpora.resolve(folder), ENDINGS),
            detector,
            high,
            out);
      } else {
        out.append("| ").append(folder).append(" | absent |||||||\n");
      }
    }
    high.forEach((rule, count) -> out.append("\n- %s: %d\n".formatted(rule, count)));
  }

  private static void row(
      String folder,
      LogFiles logs,
      Detector detector,
      Map<String, Integer> high,
      StringBuilder out) {
    Map<Severity, Integer> levels = new EnumMap<>(Severity.class);
    for (Event event : logs.events()) {
      for (RuleRef rule : detector.detect(event)) {
        levels.merge(rule.level(), 1, Integer::sum);
        if (rule.level().compareTo(Severity.HIGH) >= 0) {
          high.merge(folder + ": " + rule.name(), 1, Integer::sum);
        }
      }
    }
    out.append("| %s | %,d | %,d |".formatted(folder, logs.events().size(), logs.rejected()));
    for (Severity level : Severity.values()) {
      out.append(" %,d |".formatted(levels.getOrDefault(level, 0)));
    }
    out.append('\n');
  }
}
