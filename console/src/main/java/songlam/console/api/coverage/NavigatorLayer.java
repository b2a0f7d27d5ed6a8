package songlam.console.api.coverage;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import songlam.console.desk.RuleCoverage.Span;
import songlam.core.rule.coverage.Technique;

/**
 * The matrix as a layer of MITRE's ATT&amp;CK Navigator, layer file format 4.5. The score is the
 * level, 0 (rules exist, none is evaluated) to 4 (firing); a sub-technique's parent is opened.
 * Techniques carry no tactic, so that each counts wherever the matrix has it.
 */
public final class NavigatorLayer {
  private static final String[] COLOURS = {"#e0e0e0", "#fff2b3", "#9ecae1", "#4292c6", "#238b45"};
  private static final int SORT_BY_SCORE_FALLING = 3;

  private NavigatorLayer() {}

  /** A matrix of ATT&amp;CK; ids tell which one a technique is of. */
  public enum Domain {
    ENTERPRISE_ATTACK("T1"),
    ICS_ATTACK("T0");

    private final String prefix;

    Domain(String prefix) {
      this.prefix = prefix;
    }

    boolean has(Technique technique) {
      return technique.id().startsWith(prefix);
    }

    /** The name in the layer: lower case with a hyphen. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The domain of this name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Domain of(String label) {
      for (Domain domain : values()) {
        if (domain.label().equals(label)) {
          return domain;
        }
      }
      throw new IllegalArgumentException(
          "domain: " + label + " (expected: enterprise-attack or ics-attack)");
    }
  }

  /** The layer file of one domain. */
  public static JsonObject of(List<Technique> techniques, Span span, Domain domain) {
    JsonArray items = new JsonArray();
    techniques.stream().filter(domain::has).forEach(one -> items.add(of(one, techniques)));
    return new JsonObject()
        .put("name", "Sông Lam")
        .put("versions", new JsonObject().put("navigator", "5.1.0").put("layer", "4.5"))
        .put("domain", domain.label())
        .put("description", description(span))
        .put("sorting", SORT_BY_SCORE_FALLING)
        .put("hideDisabled", false)
        .put("techniques", items)
        .put("gradient", gradient())
        .put("legendItems", legend())
        .put("metadata", new JsonArray())
        .put("showTacticRowBackground", false)
        .put("selectTechniquesAcrossTactics", true)
        .put("selectSubtechniquesWithParent", false);
  }

  private static String description(Span span) {
    return "Techniques the rules speak of. Proven: a canary came through within "
        + span.provenHours()
        + " h. Firing: told of something within "
        + span.firingDays()
        + " days.";
  }

  private static JsonObject of(Technique technique, List<Technique> all) {
    String below = technique.id() + ".";
    JsonObject item =
        new JsonObject()
            .put("techniqueID", technique.id())
            .put("score", technique.level().ordinal())
            .put("comment", comment(technique))
            .put("enabled", true)
            .put("metadata", metadata(technique));
    if (technique.id().indexOf('.') < 0) {
      item.put("showSubtechniques", all.stream().anyMatch(one -> one.id().startsWith(below)));
    }
    return item;
  }

  private static String comment(Technique technique) {
    return "%d rules: %d enabled, %d proven, %d firing, %d in shadow"
        .formatted(
            technique.rules().size(),
            technique.enabled().size(),
            technique.proven().size(),
            technique.firing().size(),
            technique.shadow().size());
  }

  private static JsonArray metadata(Technique technique) {
    return new JsonArray()
        .add(entry("level", CoverageView.label(technique.level())))
        .add(entry("alerts", Long.toString(technique.alerts())))
        .add(entry("rules", String.join(", ", technique.rules())));
  }

  private static JsonObject entry(String name, String value) {
    return new JsonObject().put("name", name).put("value", value);
  }

  private static JsonObject gradient() {
    JsonArray colours = new JsonArray();
    for (String colour : COLOURS) {
      colours.add(colour);
    }
    return new JsonObject()
        .put("colors", colours)
        .put("minValue", 0)
        .put("maxValue", COLOURS.length - 1);
  }

  private static JsonArray legend() {
    JsonArray legend = new JsonArray();
    for (Technique.Level level : Technique.Level.values()) {
      legend.add(
          new JsonObject()
              .put("label", CoverageView.label(level))
              .put("color", COLOURS[level.ordinal()]));
    }
    return legend;
  }
}
