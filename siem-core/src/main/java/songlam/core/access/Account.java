package songlam.core.access;

/**
 * A person who may sign in.
 *
 * @param name unique, 2 to 64 letters, digits, dots, hyphens or underscores, lower case
 * @param displayName as shown to colleagues
 * @param role what they may do
 * @param passwordHash encoded argon2id hash; empty until they have set a password
 * @param disabled kept for the record, may not sign in
 */
public record Account(
    String name, String displayName, Role role, String passwordHash, boolean disabled) {
  public Account {
    if (!name.matches("[a-z0-9][a-z0-9._-]{1,63}")) {
      throw new IllegalArgumentException(
          "user: " + name + " (expected: 2 to 64 of a-z 0-9 . _ -, a letter or digit first)");
    }
    if (role == Role.INGEST) {
      throw new IllegalArgumentException("role: ingest (expected: a role for people)");
    }
  }

  Account withPassword(String hash) {
    return new Account(name, displayName, role, hash, disabled);
  }

  Account withDisabled(boolean off) {
    return new Account(name, displayName, role, passwordHash, off);
  }
}
