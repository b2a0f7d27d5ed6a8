package songlam.core.access;

import java.util.Arrays;
import java.util.Locale;

/** What an account or token may do; people's roles rise, each may what the one below may. */
public enum Role {
  /** Sends data in, reads nothing. */
  INGEST,
  /** Looks at the wall. */
  VIEWER,
  /** Works the shared queue: acknowledges, takes, notes, ticks playbook steps. */
  OPERATOR,
  /** Triages, searches events and raw records, closes, mutes. */
  ANALYST,
  /** Changes rules, accounts and tokens. */
  ADMINISTRATOR;

  /** The name in JSON and on the command line: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether this role includes all that the other may. Sending data in is apart from the rest. */
  public boolean includes(Role other) {
    return this == INGEST || other == INGEST ? this == other : compareTo(other) >= 0;
  }

  /**
   * The role of this label.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Role of(String label) {
    return Arrays.stream(values())
        .filter(role -> role.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "role: "
                        + label
                        + " (expected: "
                        + String.join(", ", Arrays.stream(values()).map(Role::label).toList())
                        + ")"));
  }
}
