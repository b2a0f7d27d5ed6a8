package songlam.core.correlate.contain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
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

  private DrlCompiler() {}

  /**
   * @param classes bytecode by internal name
   * @param model internal name of the class that describes the rules
   */
  record Compiled(Map<String, byte[]> classes, String model) {}

  /**
   * @param folder of the rules' package, {@code songlam/packs/x}
   * @param errors hears of each line and what the compiler says of it
   */
  static Compiled compile(String folder, String drl, BiConsumer<Integer, String> errors) {
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
    builder.buildAll(ExecutableModelProject.class);
    services.getRepository().removeKieModule(release);
    builder
        .getResults()
        .getMessages(Message.Level.ERROR)
        .forEach(message -> errors.accept(message.getLine(), message.getText()));
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
    return new Compiled(classes, model);
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
