package songlam.core.correlate.contain;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which rules a class of the author's code belongs to: each rule has a method that names both.
 * Equal code of several rules is one class.
 */
final class RuleUse {
  private final Map<String, Set<String>> rules = new HashMap<>();

  private RuleUse() {}

  static RuleUse of(Collection<ClassModel> types) {
    RuleUse use = new RuleUse();
    types.forEach(type -> type.methods().forEach(use::method));
    return use;
  }

  private void method(MethodModel method) {
    method
        .code()
        .ifPresent(
            code -> {
              String rule = null;
              String text = null;
              Set<String> used = new HashSet<>();
              for (CodeElement element : code) {
                if (element instanceof ConstantInstruction constant
                    && constant.constantValue() instanceof String value) {
                  text = value;
                } else if (isRule(element) && rule == null) {
                  rule = text;
                } else if (element instanceof FieldInstruction field) {
                  used.add(field.owner().asInternalName());
                }
              }
              put(rule, used);
            });
  }

  /** The name is the last text before the call. */
  private static boolean isRule(CodeElement element) {
    return element instanceof InvokeInstruction call
        && call.name().stringValue().equals("rule")
        && call.owner().asInternalName().endsWith("/D");
  }

  private void put(@Nullable String rule, Set<String> used) {
    if (rule != null) {
      used.forEach(type -> rules.computeIfAbsent(type, _ -> new TreeSet<>()).add(rule));
    }
  }

  /** The rules of a class, none when it is no one's. */
  Set<String> rulesOf(String type) {
    return rules.getOrDefault(type, Set.of());
  }
}
