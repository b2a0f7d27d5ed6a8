package songlam.core.correlate.pack;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.builder.model.KieModuleModel;
import org.kie.api.conf.EventProcessingOption;
import org.kie.api.runtime.conf.ClockTypeOption;
import songlam.core.config.ConfigException;

/**
 * Compiles a pack's DRL on the executable model, in STREAM mode. Without DRL of its own a pack has
 * the shared vocabulary: what is noticed is raised.
 */
final class RuleBase {
  private static final String VOCABULARY =
      """
      package songlam.packs.%s
      import songlam.core.correlate.pack.Noticed
      import songlam.core.correlate.pack.Alerts
      import songlam.core.event.Severity
      global Alerts alerts;
      """;

  /**
   * Raises whatever is noticed; what the pack's own rules say of it is taken together with this.
   */
  private static final String RAISE =
      """
      rule "raise what was noticed"
        salience -100
      when
        $noticed : Noticed()
      then
        alerts.alert($noticed);
      end
      """;

  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");
  private static final Pattern KEPT_FACT = Pattern.compile("\\binsert\\s*\\(");

  private RuleBase() {}

  /**
   * @throws ConfigException with the compiler's messages and lines
   */
  static KieBase compile(Pack pack) {
    if (KEPT_FACT.matcher(COMMENT.matcher(pack.drl()).replaceAll(" ")).find()) {
      throw new ConfigException(
          pack.id() + ".drl: insert (expected: insertLogical, which a restart can rebuild)");
    }
    String name = pack.id().replace('-', '_');
    String drl = VOCABULARY.formatted(name) + pack.drl() + "\n" + RAISE;
    KieServices services = KieServices.Factory.get();
    ReleaseId release =
        services.newReleaseId("songlam.packs", pack.id(), Integer.toHexString(drl.hashCode()));
    KieModuleModel module = services.newKieModuleModel();
    module
        .newKieBaseModel(name)
        .setDefault(true)
        .setEventProcessingMode(EventProcessingOption.STREAM)
        .newKieSessionModel(name)
        .setDefault(true)
        .setClockType(ClockTypeOption.PSEUDO);
    KieFileSystem files = services.newKieFileSystem();
    files.generateAndWritePomXML(release);
    files.writeKModuleXML(module.toXML());
    files.write("src/main/resources/songlam/packs/" + name + "/" + name + ".drl", drl);
    KieBuilder builder = services.newKieBuilder(files).buildAll(ExecutableModelProject.class);
    if (builder.getResults().hasMessages(Message.Level.ERROR)) {
      throw new ConfigException(
          builder.getResults().getMessages(Message.Level.ERROR).stream()
              .map(m -> pack.id() + ".drl:" + m.getLine() + ": " + m.getText())
              .collect(Collectors.joining("\n")));
    }
    return services.newKieContainer(release).getKieBase(name);
  }
}
