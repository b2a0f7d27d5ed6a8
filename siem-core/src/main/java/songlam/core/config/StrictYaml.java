package songlam.core.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Reads YAML into {@link Section}s. Types named in the file are never made. */
public final class StrictYaml {
  private static final int MOST_CHARACTERS = 4 << 20;

  private StrictYaml() {}

  /** The file's top mapping; what keeps it from being read is a problem. */
  public static Section file(Path path, Problems problems) {
    try {
      return text(path.toString(), Files.readString(path), problems);
    } catch (IOException e) {
      problems.add(path + ":1: cannot be read: " + e.getMessage() + " (expected: a readable file)");
      return new Section(path.toString(), null, problems);
    }
  }

  /**
   * @param name what to call the text in problems
   */
  public static Section text(String name, String yaml, Problems problems) {
    Optional<Node> root = compose(name, yaml, problems);
    if (root.isPresent() && !(root.get() instanceof MappingNode)) {
      problems.add(name + ":1: not a mapping (expected: keys and values)");
    }
    MappingNode mapping =
        root.isPresent() && root.get() instanceof MappingNode found ? found : null;
    return new Section(name, mapping, problems);
  }

  private static Optional<Node> compose(String name, String yaml, Problems problems) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_CHARACTERS);
    options.setMaxAliasesForCollections(20);
    options.setNestingDepthLimit(40);
    try {
      return Optional.ofNullable(
          new Yaml(new SafeConstructor(options)).compose(new StringReader(yaml)));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      problems.add(name + ":" + line + ": " + e.getProblem() + " (expected: YAML)");
      return Optional.empty();
    } catch (YAMLException e) {
      problems.add(name + ":1: " + e.getMessage() + " (expected: YAML)");
      return Optional.empty();
    }
  }
}
