package songlam.core.pipeline;

import java.util.List;
import songlam.core.detect.RuleRef;
import songlam.core.event.Event;
import songlam.core.event.RawRecord;

/**
 * An event and the rules that matched it, on its way to correlation.
 *
 * @param rules those in force and those in shadow, which leave no mark on the event
 * @param offset journal offset of the record it came in
 * @param receivedAt wall clock at which the record was received, milliseconds
 * @param session empty for the live stream
 * @param latenessMillis how long correlation waits for this kind of source
 */
public record Detected(
    Event event,
    List<RuleRef> rules,
    long offset,
    long receivedAt,
    String session,
    long latenessMillis) {
  /** Whether it is a canary's, which nobody may hear of. */
  public boolean isCanary() {
    return RawRecord.isCanary(session);
  }
}
