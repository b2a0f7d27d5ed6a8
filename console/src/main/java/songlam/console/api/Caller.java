package songlam.console.api;

import songlam.core.access.Role;

/**
 * Who sent a request.
 *
 * @param name account name, or {@code token:} and the token's id
 * @param role what they may do
 */
public record Caller(String name, Role role) {
  /** The key under which a routing context holds its caller. */
  static final String KEY = "songlam.caller";
}
