package songlam.core.access;

/**
 * What is kept of an API token; the secret itself is shown once and never stored.
 *
 * @param id the first characters of the secret's digest: names the token in lists and in the audit
 * @param name what it is for
 * @param role what it may do
 * @param createdAt wall clock, milliseconds
 */
public record Token(String id, String name, Role role, long createdAt) {}
