package songlam.core.detect;

import songlam.core.event.Event;

/** One Sigma rule matched one event. */
public record Finding(RuleRef rule, Event event) {}
