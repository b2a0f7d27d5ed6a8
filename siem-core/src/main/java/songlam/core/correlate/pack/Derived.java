package songlam.core.correlate.pack;

/**
 * A fact that rules of a pack derive from others with {@code insertLogical}: it stands as long as
 * what it was derived from.
 *
 * @param name what it says, such as {@code under-attack}
 * @param key about what
 */
public record Derived(String name, String key) {}
