package songlam.core.correlate;

import songlam.core.event.Event;

/**
 * One event that made a rule raise an alert, copied whole: evidence outlives the retention of its
 * events.
 *
 * @param event the event as it was detected
 * @param stage what it shows within the alert, for example {@code failure} or {@code success};
 *     empty when the rule has one kind of evidence
 */
public record Evidence(Event event, String stage) {}
