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

  /**
   * @param vital without it nothing that comes in is kept
   */
  public record Part(String name, Status status, Text detail, boolean vital) {
    /** A part the platform does without for a while. */
    public Part(String name, Status status, Text detail) {
      this(name, status, detail, false);
    }
  }

  /** Down with a vital part or all of them; another part that is down leaves it degraded. */
  public Status status() {
    if (parts.stream().anyMatch(part -> part.vital() && part.status() == Status.DOWN)) {
      return Status.DOWN;
    }
    boolean allDown = parts.stream().allMatch(part -> part.status() == Status.DOWN);
    boolean allOk = parts.stream().allMatch(part -> part.status() == Status.OK);
    return parts.isEmpty() || allOk ? Status.OK : allDown ? Status.DOWN : Status.DEGRADED;
  }
}
