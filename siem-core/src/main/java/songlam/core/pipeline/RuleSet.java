package songlam.core.pipeline;

import songlam.core.detect.Detector;

/**
 * The detection rules that hold together.
 *
 * @param name what the journal calls them: the same for sets that find the same
 * @param detector looks for all of them, also those people have switched off: the journal says when
 */
public record RuleSet(String name, Detector detector) {}
