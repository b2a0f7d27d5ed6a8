package songlam.core.rule.proof;

/**
 * Where a canary was lost.
 *
 * @param detail what was seen there
 */
public record Death(Hop hop, String detail) {}
