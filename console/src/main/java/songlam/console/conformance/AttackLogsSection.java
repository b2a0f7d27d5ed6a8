package songlam.console.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** Logs of real attacks: are those alerted who must be, by our own content, and nobody else? */
final class AttackLogsSection implements Section {
  @Override
  public void write(Path corpora, StringBuilder out) throws IOException {
    out.append("## Attack logs name their attackers\n\n");
    Path folder = corpora.resolve("crowdsec-hub-tests");
    if (!Files.isDirectory(folder)) {
      out.append("The corpus crowdsec-hub-tests is absent.\n");
      return;
    }
    AttackLogs score = AttackLogs.score(folder);
    long others = score.cases().stream().mapToLong(one -> one.others().size()).sum();
    out.append("Replayed with their own times under our own rules and packs alone. A source is ");
    out.append(
        "alerted when an alert\nnames it as the attacker; where the list names users, in any ");
    out.append("role. Others are judged alike.\n\n");
    out.append("| logs read | sources listed | alerted | share | others alerted |\n");
    out.append("|---|---|---|---|---|\n");
    out.append(
        "| %d | %d | %d | %.1f %% | %d |\n\n"
            .formatted(
                score.cases().size(),
                score.listed(),
                score.listed() - score.missed(),
                100.0 * (score.listed() - score.missed()) / Math.max(1, score.listed()),
                others));
    out.append("| log | sources | missed | others | by |\n|---|---|---|---|---|\n");
    for (AttackLogs.Case one : score.cases()) {
      out.append(
          "| %s | %d | %s | %s | %s |\n"
              .formatted(
                  one.name(),
                  one.listed().size(),
                  String.join(" ", one.missed()),
                  String.join(" ", one.others()),
                  String.join(" ", one.rules())));
    }
    out.append("\nLog types not read yet: ").append(names(score.typesNotRead())).append(".\n\n");
    out.append("Programs whose lines of syslog are not understood yet: ");
    out.append(names(score.programsNotRead())).append(".\n");
  }

  private static String names(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
        .collect(Collectors.joining(", "));
  }
}
