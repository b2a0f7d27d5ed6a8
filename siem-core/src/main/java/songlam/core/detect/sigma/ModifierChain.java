package songlam.core.detect.sigma;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;
import songlam.core.config.Lookalikes;
import songlam.core.detect.match.Place;

/**
 * Applies the modifiers of one line. Placeholders are put in before anything else is made of the
 * values, wherever {@code expand} stands; the others go from left to right. What would have no
 * effect beside another one is told, never left out in silence.
 */
final class ModifierChain {
  private static final String EXPAND = "expand";

  private final Draft draft;
  private final Node at;
  private final Report report;

  /** What made the values something else than text, empty while they are text. */
  private String kind = "";

  ModifierChain(Draft draft, Node at, Report report) {
    this.draft = draft;
    this.at = at;
    this.report = report;
  }

  void apply(List<String> names) {
    List<String> inOrder = new ArrayList<>(names);
    if (inOrder.removeIf(EXPAND::equals)) {
      inOrder.addFirst(EXPAND);
    }
    Set<String> ofTexts = new LinkedHashSet<>();
    for (String name : inOrder) {
      Modifier modifier = Modifiers.named(name);
      if (modifier == null) {
        unknown(name);
        continue;
      }
      if (modifier.changesText()) {
        ofTexts.add(name);
      }
      apply(name, modifier);
    }
    boolean isText = draft.kind() == Draft.Kind.TEXT;
    boolean isField = draft.kind() == Draft.Kind.FIELD;
    if (!isText) {
      ofTexts.forEach(
          name -> draft.wrong(name + " with " + kind + " (expected: text, or one of the two)"));
    }
    if (draft.isCased() && !isText && !isField) {
      report.warn(at, "cased with " + kind + ": without effect (expected: text)");
    }
  }

  private void apply(String name, Modifier modifier) {
    Draft.Kind before = draft.kind();
    boolean hasPlace = draft.place() != Place.WHOLE;
    modifier.apply(draft);
    if (draft.kind() != before) {
      kind = name;
      if (hasPlace && draft.kind() != Draft.Kind.FIELD) {
        draft.wrong(name + " after a place in a text (expected: one of them)");
      }
    }
  }

  private void unknown(String name) {
    String near =
        Lookalikes.of(name, List.of(Modifiers.names().split(", ")))
            .map(meant -> ", near to " + meant)
            .orElse("");
    report.reject(
        at, name + ": unknown modifier" + near + " (expected: one of " + Modifiers.names() + ")");
  }
}
