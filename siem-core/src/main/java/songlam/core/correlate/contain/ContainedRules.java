package songlam.core.correlate.contain;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.drools.model.Model;
import org.drools.model.Rule;
import org.drools.model.impl.ModelImpl;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
import org.kie.api.conf.EventProcessingOption;
import songlam.core.config.ConfigException;

/**
 * Rules of a pack that keep within their bounds. The code is read, held against what rules may be
 * made of ({@link DrlCheck}), compiled apart, and its bytecode held against what it may touch
 * ({@link AllowedCode}) before any of it is loaded, by a loader of its own. Safe for many threads.
 */
public final class ContainedRules {
  private static final int LONGEST = 256 << 10;
  private static final String PACKAGES = "songlam.packs.";
  private static final Set<String> IMPORTS =
      Set.of(
          "songlam.core.correlate.pack.Noticed",
          "songlam.core.correlate.pack.Derived",
          "songlam.core.correlate.pack.Alerts",
          "songlam.core.event.Severity");

  /** In one line before the code, so that lines are those of the author. */
  private static final String VOCABULARY =
      "package %s; import songlam.core.correlate.pack.Noticed;"
          + " import songlam.core.correlate.pack.Derived;"
          + " import songlam.core.correlate.pack.Alerts; import songlam.core.event.Severity;"
          + " global Alerts alerts; ";

  /** Its own count of the lines, which is that of all files together. */
  private static final Pattern IN_WHOLE = Pattern.compile("^\\[ERR \\d+] Line \\d+:\\d+ ");

  private final List<String> names = new ArrayList<>();
  private final String packageName;
  private final RuleUse use;
  private final Class<?> model;
  private final KieBase whole;

  private ContainedRules(String packageName, RuleUse use, Class<?> model) {
    this.packageName = packageName;
    this.use = use;
    this.model = model;
    described().getRules().forEach(rule -> names.add(rule.getName()));
    this.whole = made(Set.of());
  }

  /**
   * @param pack whose rules they are; letters, digits, hyphens
   * @param drl rules alone: the vocabulary is there already
   * @throws ConfigException with every refusal: file, line, what was touched
   */
  public static ContainedRules compile(String pack, String drl) {
    if (drl.length() > LONGEST) {
      throw new ConfigException(
          pack + ".drl: over " + LONGEST + " letters (expected: fewer rules)");
    }
    try {
      return contained(pack, drl);
    } catch (StackOverflowError e) {
      throw new ConfigException(pack + ".drl: nested too deep to be read (expected: less)");
    }
  }

  private static ContainedRules contained(String pack, String drl) {
    Refusals refusals = new Refusals(pack, drl);
    int escape = AuthorsText.lineOfEscape(drl);
    if (escape > 0) {
      refusals.refuse(escape, "an escape \\u of a letter");
    }
    refusals.throwIfAny();
    String name = PACKAGES + pack.replace('-', '_');
    String whole = VOCABULARY.formatted(name) + drl;
    PackageDescr read = read(whole, refusals);
    refusals.throwIfAny();
    new DrlCheck(refusals::refuse).check(read, IMPORTS, Set.of("alerts"));
    if (!read.getName().equals(name)) {
      refusals.refuse(1, "package " + read.getName());
    }
    refusals.throwIfAny();
    String folder = name.replace('.', '/') + "/";
    DrlCompiler.Compiled compiled = DrlCompiler.compile(folder, whole);
    if (!compiled.errors().isEmpty()) {
      int before = whole.length() - drl.length();
      new Blame(folder, whole, read.getRules())
          .find(compiled.errors(), (at, rule, what) -> refusals.problem(at - before, rule, what));
    }
    refusals.throwIfAny();
    RuleUse use = verify(folder, compiled, read, refusals);
    refusals.throwIfAny();
    return new ContainedRules(name, use, load(compiled));
  }

  private static PackageDescr read(String whole, Refusals refusals) {
    DrlParser parser = new DrlParser();
    try {
      PackageDescr read = parser.parse(false, whole);
      parser
          .getErrors()
          .forEach(
              e ->
                  refusals.problem(
                      e.getLines().length > 0 ? e.getLines()[0] : 0,
                      IN_WHOLE.matcher(e.getMessage()).replaceFirst("")));
      return read == null ? new PackageDescr() : read;
    } catch (DroolsParserException e) {
      refusals.problem(0, String.valueOf(e.getMessage()));
      return new PackageDescr();
    }
  }

  private static RuleUse verify(
      String folder, DrlCompiler.Compiled compiled, PackageDescr read, Refusals refusals) {
    Map<String, ClassModel> parsed = new TreeMap<>();
    compiled.classes().forEach((name, code) -> parsed.put(name, ClassFile.of().parse(code)));
    Map<String, Integer> lines = new HashMap<>();
    read.getRules().forEach(rule -> lines.put(rule.getName(), rule.getLine()));
    RuleUse use = RuleUse.of(parsed.values());
    parsed.forEach(
        (name, type) -> {
          RuleClass kind = RuleClass.of(name.substring(folder.length()));
          List<String> touched =
              kind == null || !type.thisClass().asInternalName().equals(name)
                  ? List.of("a class of its own")
                  : ClassCheck.of(type, kind, parsed.keySet());
          Set<String> rules = use.rulesOf(name);
          for (String rule : rules.isEmpty() ? Set.of("") : rules) {
            touched.forEach(what -> refusals.refuse(lines.getOrDefault(rule, 0), rule, what));
          }
        });
    if (!parsed.containsKey(compiled.model())) {
      refusals.refuse(0, "nothing that could be verified");
    }
    return use;
  }

  private static Class<?> load(DrlCompiler.Compiled compiled) {
    Map<String, byte[]> classes = new LinkedHashMap<>();
    compiled.classes().forEach((name, code) -> classes.put(name.replace('/', '.'), code));
    try {
      return new RuleLoader(classes).loadClass(compiled.model().replace('/', '.'));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A line to put before the code of a file, so that refusals name it. */
  public static String heading(String file) {
    return Refusals.FILE + file + "\n";
  }

  /** The name Drools knows a rule by. */
  String fullName(String rule) {
    return packageName + "." + rule;
  }

  /** The rule whose code is being run there; empty when there is none. */
  String ruleAt(StackTraceElement[] trace) {
    for (StackTraceElement step : trace) {
      Set<String> rules = use.rulesOf(step.getClassName().replace('.', '/'));
      if (!rules.isEmpty()) {
        return rules.iterator().next();
      }
    }
    return "";
  }

  /** Names of the rules, in their order. */
  public List<String> names() {
    return List.copyOf(names);
  }

  /**
   * A base for sessions.
   *
   * @param off names of rules that stay out of it
   */
  public KieBase base(Set<String> off) {
    return off.isEmpty() ? whole : made(off);
  }

  private KieBase made(Set<String> off) {
    Model described = described();
    ModelImpl kept = new ModelImpl(described.getName());
    kept.withGlobals(described.getGlobals());
    described.getTypeMetaDatas().forEach(kept::addTypeMetaData);
    for (Rule rule : described.getRules()) {
      if (!off.contains(rule.getName())) {
        JoinMeter.install(rule);
        kept.addRule(rule);
      }
    }
    return KieBaseBuilder.createKieBaseFromModel(kept, EventProcessingOption.STREAM);
  }

  /** Made anew each time: a base takes it for its own. */
  private Model described() {
    try {
      return (Model) model.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("rules that were verified cannot be made", e);
    }
  }
}
