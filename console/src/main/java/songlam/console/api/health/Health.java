package songlam.console.api.health;

import java.util.List;
import java.util.Locale;
import songlam.core.event.Text;

/**
 * How the platform is.
 *
 * @param parts in the order of the way through
 */
public record Health(List<Part> parts) {
  public Health {
    parts = List.copyOf(parts);
  }

  /** From well to down. */
  public enum Status {
    OK,
    DEGRADED,
    DOWN;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public record Part(String name, Status status, Text detail) {}

  /** The worst of the parts, but one part that is down leaves the whole degraded. */
  public Status status() {
    boolean allDown = parts.stream().allMatch(part -> part.status() == Status.DOWN);
    boolean allOk = parts.stream().allMatch(part -> part.status() == Status.OK);
    return parts.isEmpty() || allOk ? Status.OK : allDown ? Status.DOWN : Status.DEGRADED;
  }
}
