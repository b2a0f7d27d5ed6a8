package songlam.core.correlate.pack;

import org.kie.api.definition.type.Expires;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/**
 * A keyed window noticed something: the fact a pack's DRL reasons about. One stands in the session
 * for each open episode and is replaced as the episode grows; when it returns, the fact is handed
 * over once more and then taken out.
 *
 * @param rule id of the rule
 * @param key group key
 * @param phase {@code opened}, {@code grown} or {@code returned}
 * @param count contributing events so far
 * @param at event time, milliseconds
 * @param episode handle by which {@code alert(…)} finds the episode again
 */
@Role(Role.Type.EVENT)
@Timestamp("at")
@Expires("3650d")
public record Noticed(String rule, String key, String phase, long count, long at, Episode episode) {
  public static final String OPENED = "opened";
  public static final String GROWN = "grown";
  public static final String RETURNED = "returned";
}
