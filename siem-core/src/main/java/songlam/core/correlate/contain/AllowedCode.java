package songlam.core.correlate.contain;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * THE table of what compiled rule code may touch, by the kind of class Drools makes. What is not in
 * it is refused. Nothing in it reads or writes anything outside, holds state, makes text longer or
 * takes a time that grows with anything but the length of one text.
 */
final class AllowedCode {
  /** Code an author wrote: tests of a pattern and values taken from it. */
  static final AllowedCode CONDITION = new AllowedCode();

  /** Code an author wrote behind {@code then}. */
  static final AllowedCode CONSEQUENCE = new AllowedCode();

  /** What every lambda class has beside the author's code. */
  static final AllowedCode LAMBDA = new AllowedCode();

  /** The class that describes the rules to the engine. */
  static final AllowedCode MODEL = new AllowedCode();

  /** Numbers of properties by name. */
  static final AllowedCode METADATA = new AllowedCode();

  private static final String PACK = "songlam/core/correlate/pack/";

  static {
    for (AllowedCode authors : List.of(CONDITION, CONSEQUENCE)) {
      authors
          .add(PACK + "Noticed", "rule key phase count at episode")
          .add(PACK + "Derived", "name key")
          .add(PACK + "Episode", "says firstSeen")
          .add("songlam/core/event/Severity", "INFORMATIONAL LOW MEDIUM HIGH CRITICAL")
          .add(
              "java/lang/String",
              "equals equalsIgnoreCase startsWith endsWith contains indexOf lastIndexOf length"
                  + " isEmpty isBlank charAt compareTo compareToIgnoreCase substring strip trim"
                  + " toLowerCase toUpperCase")
          .add("java/lang/Object", "equals")
          .add("java/util/Objects", "equals")
          .add("java/lang/Math", "min max abs")
          .add("java/lang/Boolean", "valueOf booleanValue")
          .add("java/lang/Character", "valueOf charValue")
          .add("java/lang/Integer", "valueOf intValue longValue compare")
          .add("java/lang/Long", "valueOf intValue longValue compare")
          .add("java/lang/Double", "valueOf doubleValue compare")
          .add("java/lang/Number", "intValue longValue doubleValue")
          .add(
              "org/drools/modelcompiler/util/EvaluationUtil",
              "areNullSafeEquals areNumbersNullSafeEquals equals notEquals greaterThan lessThan"
                  + " greaterOrEqual lessOrEqual greaterThanNumbers lessThanNumbers"
                  + " greaterOrEqualNumbers lessOrEqualNumbers")
          .add("org/drools/modelcompiler/dsl/pattern/D", "eval");
      for (String operator :
          List.of("In", "Contains", "Excludes", "MemberOf", "StringStartsWith", "StringEndsWith")) {
        authors.add("org/drools/model/operators/" + operator + "Operator", "INSTANCE");
      }
    }
    CONSEQUENCE
        .add(PACK + "Alerts", "alert suppress")
        .add(PACK + "Derived", "<init>")
        .add("org/drools/model/Drools", "")
        .add("org/drools/modelcompiler/consequence/DroolsImpl", "asKnowledgeHelper")
        .add("org/drools/core/rule/consequence/KnowledgeHelper", "insertLogical");
    LAMBDA
        .add("java/lang/Enum", "<init> valueOf")
        .add("java/lang/System", "arraycopy")
        .add("org/drools/model/functions/PredicateInformation", "<init> addRuleNames");
    for (String type : List.of("Noticed", "Derived", "Alerts")) {
      LAMBDA.add(PACK + type, "");
    }
    LAMBDA.add("java/lang/String", "").add("org/drools/model/Drools", "");
    MODEL
        .add(
            "org/drools/modelcompiler/dsl/pattern/D",
            "rule pattern execute declarationOf globalOf alphaIndexedBy betaIndexedBy on and not exists"
                + " after before coincides typeMetaData reactOn")
        .add("org/drools/model/PatternDSL$PatternDef", "expr bind watch")
        .add("org/drools/model/impl/RuleBuilder", "build attribute")
        .add("org/drools/model/Rule$Attribute", "SALIENCE NO_LOOP")
        .add(
            "org/drools/model/Index$ConstraintType",
            "EQUAL NOT_EQUAL GREATER_THAN GREATER_OR_EQUAL LESS_THAN LESS_OR_EQUAL RANGE FORALL_SELF_JOIN")
        .add("org/drools/model/DomainClassMetadata", "getPropertyIndex")
        .add("org/drools/model/Global", "")
        .add("org/drools/model/Rule", "")
        .add("org/drools/model/RuleItemBuilder", "")
        .add("org/drools/model/view/ViewItemBuilder", "")
        .add("org/drools/model/Variable", "")
        .add("org/drools/util/DateUtils", "getDateFormatMask")
        .add(
            "java/time/format/DateTimeFormatterBuilder",
            "<init> parseCaseInsensitive appendPattern toFormatter")
        .add("java/util/Locale", "ENGLISH")
        .add("java/util/concurrent/TimeUnit", "MILLISECONDS SECONDS MINUTES HOURS DAYS")
        .add("java/util/Collections", "emptyList")
        .add("java/util/Arrays", "asList")
        .add("java/util/ArrayList", "<init> add")
        .add("java/util/List", "add")
        .add("java/lang/Object", "<init>")
        .add("java/lang/String", "")
        .add("java/lang/Boolean", "valueOf TYPE TRUE FALSE")
        .add("java/lang/Integer", "valueOf TYPE")
        .add("java/lang/Long", "valueOf TYPE")
        .add("java/lang/Double", "valueOf TYPE");
    for (int several = 1; several <= 12; several++) {
      MODEL.add("org/drools/model/consequences/ConsequenceBuilder$_" + several, "execute");
    }
    MODEL.add("org/drools/model/consequences/ConsequenceBuilder$_0", "execute");
    for (String type : List.of("Noticed", "Derived", "Alerts", "Episode")) {
      MODEL.add(PACK + type, "");
      METADATA.add(PACK + type, "");
    }
    METADATA
        .add("java/lang/Object", "<init>")
        .add("java/lang/String", "equals hashCode")
        .add("java/lang/RuntimeException", "<init>")
        .add("java/lang/invoke/StringConcatFactory", "makeConcatWithConstants");
  }

  private final Map<String, Set<String>> members = new HashMap<>();

  private AllowedCode() {}

  /**
   * @param owner internal name of a class, which may be spoken of
   * @param names of its fields and methods that may be used, with blanks between
   */
  private AllowedCode add(String owner, String names) {
    Set<String> known = members.computeIfAbsent(owner, _ -> new HashSet<>());
    if (!names.isEmpty()) {
      known.addAll(List.of(names.split(" ")));
    }
    return this;
  }

  /** Whether it is one of our own types that rules speak of. */
  static boolean isVocabulary(String type) {
    return CONSEQUENCE.allowsType(type) && type.startsWith("songlam/");
  }

  boolean allowsType(String owner) {
    return members.containsKey(owner);
  }

  boolean allows(String owner, String name) {
    return members.getOrDefault(owner, Set.of()).contains(name);
  }
}
