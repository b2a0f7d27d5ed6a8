package songlam.core.detect.sigma;

import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Collects what is found in one rule document. */
final class Report {
  private final String file;
  private final List<RuleProblem> found = new ArrayList<>();
  private String rule = "";

  Report(String file) {
    this.file = file;
  }

  String file() {
    return file;
  }

  /** Which rule the problems from now on belong to. */
  void about(String id) {
    rule = id;
  }

  void reject(Node at, String message) {
    add(RuleProblem.Kind.REJECTED, at.getStartMark(), message);
  }

  void warn(Node at, String message) {
    add(RuleProblem.Kind.WARNING, at.getStartMark(), message);
  }

  void reject(Mark at, int columns, String message) {
    found.add(
        new RuleProblem(
            RuleProblem.Kind.REJECTED,
            file,
            at.getLine() + 1,
            at.getColumn() + 1 + columns,
            rule,
            message));
  }

  boolean isRejected() {
    return found.stream().anyMatch(problem -> problem.kind() == RuleProblem.Kind.REJECTED);
  }

  List<RuleProblem> found() {
    return found;
  }

  private void add(RuleProblem.Kind kind, Mark at, String message) {
    found.add(new RuleProblem(kind, file, at.getLine() + 1, at.getColumn() + 1, rule, message));
  }
}
