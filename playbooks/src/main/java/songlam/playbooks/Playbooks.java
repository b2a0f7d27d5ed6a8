package songlam.playbooks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The playbooks that ship with the product. Immutable. */
public final class Playbooks {
  /** THE table of books; a test holds it against the folder. */
  static final List<String> NAMES =
      List.of(
          "camera-compromise",
          "data-exfiltration",
          "network-scan",
          "password-guessing",
          "service-outage");

  private final Map<String, Playbook> byName = new LinkedHashMap<>();

  /**
   * Reads them all.
   *
   * @throws IllegalArgumentException when one is not a playbook
   */
  public Playbooks() {
    CacaoReader reader = new CacaoReader();
    for (String name : NAMES) {
      try (InputStream in = Playbooks.class.getResourceAsStream("/playbooks/" + name + ".json")) {
        if (in == null) {
          throw new IllegalArgumentException(name + ".json (expected: a book in playbooks/books)");
        }
        byName.put(name, reader.read(name, in));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  public Optional<Playbook> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public Collection<Playbook> all() {
    return byName.values();
  }
}
