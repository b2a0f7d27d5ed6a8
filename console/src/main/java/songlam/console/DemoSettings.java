package songlam.console;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.config.Problems;
import songlam.core.config.Section;
import songlam.core.config.StrictYaml;

/**
 * The settings of a demo: somebody's own file, or none, and beside its inputs those of the
 * simulated province, with the province's map of the network.
 */
final class DemoSettings {
  private static final String NOBODYS = "node: demo";
  private static final List<String> OF_THE_PROVINCE =
      List.of("zones", "assets", "field_report_services");

  private DemoSettings() {}

  /**
   * Reads and joins them.
   *
   * @param own the file somebody gave, null for none
   * @param inputs the section {@code inputs} of the simulation, YAML
   * @throws songlam.core.config.ConfigException with every problem, file and line
   */
  static Settings of(@Nullable Path own, Path zones, Path assets, String inputs) {
    Problems problems = new Problems();
    Section top =
        own == null
            ? StrictYaml.text("the demo", NOBODYS, problems)
            : StrictYaml.file(own, problems);
    Settings settings = Settings.read(top);
    for (String key : OF_THE_PROVINCE) {
      if (top.has(key)) {
        top.wrong(key, top.text(key, ""), "not with --demo: the simulated province brings its own");
      }
    }
    if (settings.store().url() != null) {
      top.wrong(
          "store",
          settings.store().url(),
          "no url with --demo: what is simulated must not come among what is real");
    }
    Section joined = settings.inputs().with(StrictYaml.text("the demo", inputs, problems));
    problems.throwIfAny();
    return settings.with(zones, assets, joined);
  }
}
