package songlam.core.incident;

/**
 * What a person wrote, or the trace of what they did.
 *
 * @param at wall clock, milliseconds since the epoch
 * @param by the account's name
 * @param text in the writer's own words
 */
public record Note(long at, String by, String text) {}
