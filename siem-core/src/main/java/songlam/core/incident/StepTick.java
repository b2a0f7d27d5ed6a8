package songlam.core.incident;

/**
 * A playbook step a person has ticked.
 *
 * @param step the step's id in the playbook
 * @param by the account
 * @param at wall clock, milliseconds
 */
public record StepTick(String step, String by, long at) {}
