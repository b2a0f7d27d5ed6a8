package songlam.core.correlate.contain;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kinds of classes Drools makes of rules, told by their names. */
enum RuleClass {
  CONDITION("P[0-9A-F]{2}/Lambda(Predicate|Extractor)[0-9A-F]{32}"),
  CONSEQUENCE("P[0-9A-F]{2}/LambdaConsequence[0-9A-F]{32}"),
  MODEL("Rules[0-9A-F]{32}(RuleMethods\\d+)?"),
  METADATA("DomainClassesMetadata[0-9A-F]{32}(\\$\\w+_Metadata)?");

  private final Pattern name;

  RuleClass(String name) {
    this.name = Pattern.compile(name);
  }

  /** The kind of a class by its name within the rules' package; null when there is none such. */
  static @Nullable RuleClass of(String name) {
    for (RuleClass kind : values()) {
      if (kind.name.matcher(name).matches()) {
        return kind;
      }
    }
    return null;
  }

  boolean isLambda() {
    return this == CONDITION || this == CONSEQUENCE;
  }

  /** What an author's own code in it may touch. */
  AllowedCode authors() {
    return this == CONSEQUENCE ? AllowedCode.CONSEQUENCE : AllowedCode.CONDITION;
  }

  /** What the rest of it may touch. */
  AllowedCode given() {
    return switch (this) {
      case CONDITION, CONSEQUENCE -> AllowedCode.LAMBDA;
      case MODEL -> AllowedCode.MODEL;
      case METADATA -> AllowedCode.METADATA;
    };
  }
}
