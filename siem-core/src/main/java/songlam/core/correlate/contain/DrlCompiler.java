package songlam.core.correlate.contain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.compiler.kie.builder.impl.KieBuilderImpl;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.builder.model.KieModuleModel;

/** Makes classes of rules on Drools' executable model, and loads none of them. */
final class DrlCompiler {
  private static final AtomicLong COMPILED = new AtomicLong();
  private static final String MADE = "Java source of ";

  private DrlCompiler() {}

  /**
   * @param classes bytecode by internal name
   * @param model internal name of the class that describes the rules
   * @param errors what the compiler says; none when it is fine
   */
  record Compiled(Map<String, byte[]> classes, String model, List<CompileError> errors) {}

  /**
   * @param folder of the rules' package, {@code songlam/packs/x}
   */
  static Compiled compile(String folder, String drl) {
    KieServices services = KieServices.Factory.get();
    ReleaseId release =
        services.newReleaseId("songlam.packs", "rules", Long.toString(COMPILED.incrementAndGet()));
    KieModuleModel module = services.newKieModuleModel();
    module.newKieBaseModel("rules").setDefault(true).newKieSessionModel("session").setDefault(true);
    KieFileSystem files = services.newKieFileSystem();
    files.generateAndWritePomXML(release);
    files.writeKModuleXML(module.toXML());
    files.write("src/main/resources/" + folder + "/rules.drl", drl);
    KieBuilderImpl builder = new KieBuilderImpl(files, new RuleLoader(Map.of()));
    try {
      builder.buildAll(ExecutableModelProject.class);
    } catch (RuntimeException e) {
      return new Compiled(Map.of(), "", List.of(thrown(e)));
    } finally {
      services.getRepository().removeKieModule(release);
    }
    Map<String, byte[]> classes = new HashMap<>();
    String model = "";
    if (builder.getKieModuleIgnoringErrors() instanceof InternalKieModule made) {
      for (String file : made.getFileNames()) {
        if (file.startsWith(folder) && file.endsWith(".class")) {
          classes.put(file.substring(0, file.length() - 6), made.getBytes(file));
        } else if (file.endsWith("/drools-model")) {
          model = model(new String(made.getBytes(file), UTF_8), folder);
        }
      }
    }
    return new Compiled(
        classes, model, errors(builder.getResults().getMessages(Message.Level.ERROR)));
  }

  /** Drools tells the code it made as one more message about the same file. */
  private static List<CompileError> errors(List<Message> messages) {
    Map<String, String> made = new HashMap<>();
    List<Message> said = new ArrayList<>();
    for (Message message : messages) {
      String text = message.getText();
      if (text.startsWith(MADE)) {
        made.put(message.getPath(), text.substring(text.indexOf('\n') + 1));
      } else {
        said.add(message);
      }
    }
    return said.stream()
        .map(
            message -> {
              String path = String.valueOf(message.getPath());
              String code = made.getOrDefault(path, "");
              String text = first(message.getText());
              return new CompileError(path, message.getLine(), message.getColumn(), text, code);
            })
        .toList();
  }

  /** Some of what authors write Drools does not refuse but trips over. */
  private static CompileError thrown(RuntimeException e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String text = cause.getMessage() == null ? "" : cause.getMessage().strip();
    return new CompileError("", 0, 0, text.isEmpty() ? cause.toString() : first(text), "");
  }

  /** The first line; a parser's error says where in the second. */
  private static String first(String text) {
    List<String> lines = text.strip().lines().map(String::strip).limit(2).toList();
    return lines.size() == 2 && lines.getLast().startsWith("at line ")
        ? String.join(" ", lines)
        : lines.getFirst();
  }

  private static String model(String index, String folder) {
    return index
        .lines()
        .map(line -> line.strip().replace('.', '/'))
        .filter(line -> line.startsWith(folder))
        .findFirst()
        .orElse("");
  }
}
