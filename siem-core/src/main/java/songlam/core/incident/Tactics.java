package songlam.core.incident;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import songlam.core.correlate.Alert;

/** Which ATT&amp;CK tactic a technique belongs to: the stages of an attack. */
public final class Tactics {
  private final Properties byTechnique = new Properties();

  /** Reads the table. */
  public Tactics() {
    try (InputStream table =
        Tactics.class.getResourceAsStream("/songlam/core/incident/tactics.properties")) {
      if (table == null) {
        throw new IllegalStateException("tactics.properties is missing from the jar");
      }
      byTechnique.load(table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tactics of these alerts in the order the alerts came, each once. */
  List<String> of(Iterable<Alert> alerts) {
    Set<String> tactics = new LinkedHashSet<>();
    for (Alert alert : alerts) {
      for (String technique : alert.attack()) {
        String tactic = byTechnique.getProperty(base(technique));
        if (tactic != null) {
          tactics.add(tactic);
        }
      }
    }
    return List.copyOf(tactics);
  }

  /** The tactic of a technique or of the one it is part of, empty when the table has it not. */
  public Optional<String> of(String technique) {
    return Optional.ofNullable(byTechnique.getProperty(base(technique)));
  }

  private static String base(String technique) {
    int dot = technique.indexOf('.');
    return dot < 0 ? technique : technique.substring(0, dot);
  }
}
