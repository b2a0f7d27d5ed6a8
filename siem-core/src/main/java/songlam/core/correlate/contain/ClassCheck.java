package songlam.core.correlate.contain;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.DiscontinuedInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds one compiled class of a pack's rules against {@link AllowedCode}, without loading it. What
 * passes ends: it cannot jump back, call itself, wait or throw; and it makes nothing large.
 */
final class ClassCheck {
  private static final int LONGEST_METHOD = 4_096;
  private static final int LARGEST_ARRAY = 256;
  private static final int MOST_INSERTED = 8;
  private static final Set<String> AUTHORS = Set.of("test", "apply", "execute");
  private static final Set<String> GIVEN =
      Set.of(
          "<clinit>", "<init>", "values", "valueOf", "getExpressionHash", "predicateInformation");

  private final ClassModel type;
  private final String own;
  private final RuleClass kind;
  private final Set<String> all;
  private final Set<String> touched = new LinkedHashSet<>();

  private ClassCheck(ClassModel type, RuleClass kind, Set<String> all) {
    this.type = type;
    this.own = type.thisClass().asInternalName();
    this.kind = kind;
    this.all = all;
  }

  /**
   * What it touches and may not, in words.
   *
   * @param all internal names of all classes of the same rules
   */
  static List<String> of(ClassModel type, RuleClass kind, Set<String> all) {
    ClassCheck check = new ClassCheck(type, kind, all);
    check.shape();
    type.methods().forEach(check::method);
    return List.copyOf(check.touched);
  }

  private void shape() {
    String above = type.superclass().map(entry -> entry.asInternalName()).orElse("");
    if (!above.equals(kind.isLambda() ? "java/lang/Enum" : "java/lang/Object")) {
      touched.add("a class over " + above);
    }
    type.interfaces().stream()
        .map(entry -> entry.asInternalName())
        .filter(name -> !name.startsWith("org/drools/model/"))
        .forEach(name -> touched.add("a class that is a " + name));
    for (FieldModel field : type.fields()) {
      if (field.flags().has(AccessFlag.STATIC) && !field.flags().has(AccessFlag.FINAL)) {
        touched.add("state in the static field " + field.fieldName().stringValue());
      }
    }
  }

  private void method(MethodModel method) {
    String name = method.methodName().stringValue();
    if (method.flags().has(AccessFlag.NATIVE) || method.flags().has(AccessFlag.SYNCHRONIZED)) {
      touched.add("the native or synchronized method " + name);
    }
    boolean isGiven =
        !kind.isLambda() || GIVEN.contains(name) || method.flags().has(AccessFlag.BRIDGE);
    if (!isGiven && !AUTHORS.contains(name)) {
      touched.add("a method of its own, " + name);
    }
    AllowedCode allowed = !isGiven ? kind.authors() : kind.given();
    method
        .findAttribute(Attributes.code())
        .ifPresent(
            code -> {
              if (!isGiven && code.codeLength() > LONGEST_METHOD) {
                touched.add("an expression of " + code.codeLength() + " bytes of code");
              }
            });
    method.code().ifPresent(code -> new Body(allowed, isGiven, name).check(code));
  }

  /** Names of compiled code tell an author nothing. */
  private void touch(String type, String member) {
    boolean isOurs = all.contains(type) || type.startsWith(own);
    touched.add(isOurs ? "a class, field or method of its own" : type.replace('/', '.') + member);
  }

  /** One method's code. */
  private final class Body {
    private final AllowedCode allowed;
    private final boolean isGiven;
    private final String name;
    private final Set<Label> passed = new HashSet<>();
    private @Nullable Instruction before;
    private int inserted;

    Body(AllowedCode allowed, boolean isGiven, String name) {
      this.allowed = allowed;
      this.isGiven = isGiven;
      this.name = name;
    }

    void check(CodeModel code) {
      for (CodeElement element : code) {
        if (element instanceof LabelTarget target) {
          passed.add(target.label());
          before = null; // what comes may have come another way
        } else if (element instanceof ExceptionCatch) {
          touched.add("catch");
        } else if (element instanceof Instruction instruction) {
          look(instruction);
          before = instruction;
        }
      }
    }

    private void look(Instruction instruction) {
      switch (instruction) {
        case InvokeInstruction call -> call(call);
        case FieldInstruction field -> field(field);
        case InvokeDynamicInstruction call -> dynamic(call);
        case ConstantInstruction.LoadConstantInstruction load -> constant(load);
        case NewObjectInstruction made -> type(made.className().asInternalName());
        case TypeCheckInstruction check -> type(check.type().asInternalName());
        case NewReferenceArrayInstruction made -> {
          type(made.componentType().asInternalName());
          size();
        }
        case NewPrimitiveArrayInstruction _ -> size();
        case NewMultiArrayInstruction _ -> touched.add("an array of arrays");
        case MonitorInstruction _ -> touched.add("synchronized");
        case ThrowInstruction _ -> thrown();
        case BranchInstruction jump -> jump(jump.target());
        case TableSwitchInstruction jump -> jump(jump.defaultTarget(), jump.cases());
        case LookupSwitchInstruction jump -> jump(jump.defaultTarget(), jump.cases());
        case DiscontinuedInstruction _ -> touched.add("a subroutine");
        default -> {}
      }
    }

    private void call(InvokeInstruction call) {
      String owner = call.owner().asInternalName();
      String called = call.name().stringValue();
      boolean isOwn = isGiven && all.contains(owner);
      boolean isCloned = isGiven && owner.startsWith("[") && called.equals("clone");
      if (!isOwn && !isCloned && !allowed.allows(owner, called)) {
        touch(owner, "." + called);
      }
      if (called.equals("insertLogical")) {
        insertion(call);
      }
    }

    private void insertion(InvokeInstruction call) {
      boolean isDerived =
          before instanceof InvokeInstruction made
              && made.name().equalsString("<init>")
              && made.owner().asInternalName().endsWith("/Derived");
      if (!isDerived || !call.type().stringValue().startsWith("(Ljava/lang/Object;)")) {
        touched.add("insertLogical of anything but a new Derived(…)");
      }
      if (++inserted == MOST_INSERTED + 1) {
        touched.add("insertLogical more than " + MOST_INSERTED + " times in one consequence");
      }
    }

    private void field(FieldInstruction field) {
      String owner = field.owner().asInternalName();
      String used = field.name().stringValue();
      boolean isWritten = field.opcode().name().startsWith("PUT");
      boolean isOwn = isGiven && all.contains(owner);
      if (!isOwn && (isWritten || !allowed.allows(owner, used))) {
        touch(owner, "." + used);
      }
    }

    /** Texts put together in the scaffold only: an author's could be doubled until none fits. */
    private void dynamic(InvokeDynamicInstruction call) {
      ClassDesc factory = call.bootstrapMethod().owner();
      String owner = factory.packageName().replace('.', '/') + "/" + factory.displayName();
      if (!isGiven || !allowed.allows(owner, call.bootstrapMethod().methodName())) {
        touched.add(
            owner.equals("java/lang/invoke/StringConcatFactory")
                ? "texts put together"
                : "a lambda, a method reference or a record's method (" + owner + ")");
      }
    }

    private void constant(ConstantInstruction.LoadConstantInstruction load) {
      Object value = load.constantValue();
      boolean isPlain = value instanceof String || value instanceof Number;
      if (!isPlain && !(value instanceof ClassDesc)) {
        touched.add("a constant made when it runs");
      } else if (value instanceof ClassDesc made && made.isClassOrInterface()) {
        String described = made.descriptorString();
        type(described.substring(1, described.length() - 1));
      }
    }

    private void type(String used) {
      boolean isOwn = isGiven && all.contains(used);
      if (!isOwn && !allowed.allowsType(used)) {
        touch(used, "");
      }
    }

    private void size() {
      boolean isCopy = isGiven && name.equals("values");
      boolean isSmall =
          before instanceof ConstantInstruction constant
              && constant.constantValue() instanceof Integer size
              && size <= LARGEST_ARRAY;
      if (!isCopy && !isSmall) {
        touched.add("an array of any size");
      }
    }

    private void thrown() {
      if (!isGiven || kind != RuleClass.METADATA) {
        touched.add("throw");
      }
    }

    private void jump(Label fallback, List<SwitchCase> cases) {
      jump(fallback);
      cases.forEach(one -> jump(one.target()));
    }

    private void jump(Label to) {
      if (passed.contains(to)) {
        touched.add("a loop");
      }
    }
  }
}
