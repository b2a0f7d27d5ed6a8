package songlam.core.rule.proof;

import java.util.EnumMap;
import java.util.Map;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.RawRecord;
import songlam.core.pipeline.Normaliser;

/**
 * Normalises canaries as all else, but over a map of the network that is empty: a case has
 * addresses of its own, which may be anybody's where the product is installed. What it says itself
 * of zones, assets, hours and its source type stands; and it belongs to no session, as it would
 * live.
 */
public final class CaseNormaliser implements Normaliser {
  private static final String OURS = "songlam.";

  private final Normaliser live;
  private final Normaliser ofCases;

  /**
   * @param live for all else
   * @param ofCases the same, with an empty map and nobody who hears of clocks
   */
  public CaseNormaliser(Normaliser live, Normaliser ofCases) {
    this.live = live;
    this.ofCases = ofCases;
  }

  @Override
  public Event normalise(EventBuilder builder, RawRecord record, EventId id) {
    if (!record.isCanary()) {
      return live.normalise(builder, record, id);
    }
    Map<EcsField, Object> said = new EnumMap<>(EcsField.class);
    for (EcsField field : EcsField.values()) {
      Object value = builder.get(field);
      if (value != null && field.fieldName().startsWith(OURS)) {
        said.put(field, value);
      }
    }
    Event event = ofCases.normalise(builder, record, id);
    EventBuilder whole = event.toBuilder();
    said.forEach(whole::put);
    return whole.clear(EcsField.SONGLAM_SESSION).build(id);
  }
}
