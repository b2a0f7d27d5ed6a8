package songlam.core.rule.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import songlam.core.event.EcsField;
import songlam.core.event.EcsType;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventJson;
import songlam.core.event.RawRecord;
import songlam.core.event.Timestamps;
import songlam.core.pipeline.Detected;
import songlam.core.rule.trial.RuleCase;

/**
 * A rule's positive case, ready to be sent.
 *
 * @param rule a Sigma rule's id, or {@code pack/rule}
 * @param version digest of what is tried: another one has not been proven yet
 */
public record Canary(String rule, String version, RuleCase test) {
  /** The source type finished events are sent as. */
  private static final String EVENTS = "json";

  /** Whether the rule is one of a pack. */
  public boolean isOfPack() {
    return rule.indexOf('/') >= 0;
  }

  /** The source type of the records. */
  public String type() {
    return test.received().map(RawRecord::type).orElse(EVENTS);
  }

  /** How many events the case has. */
  public int size() {
    return test.events().size();
  }

  /**
   * The records to send, in their order. A record is sent as the case has it. Events of a case that
   * tells a story in event time are moved so that it ends now, and one more that says nothing but
   * the time stands for the pause the case waits at its end.
   *
   * @param now wall clock, milliseconds
   */
  public List<byte[]> payloads(long now) {
    if (test.received().isPresent()) {
      return List.of(test.received().get().payload());
    }
    long shift = now - test.end();
    List<byte[]> lines = new ArrayList<>();
    for (Detected detected : test.events()) {
      lines.add(EventJson.write(moved(detected.event(), shift)));
    }
    String type = test.events().getLast().event().text(EcsField.SONGLAM_SOURCE_TYPE);
    lines.add(clock(now, type == null ? EVENTS : type));
    return lines;
  }

  private static Event moved(Event event, long shift) {
    EventBuilder moved = event.toBuilder().timestamp(event.timestamp() + shift);
    event.forEach(
        (field, value) -> {
          if (field.type() == EcsType.DATE && value instanceof Long at) {
            moved.set(field, at + shift);
          }
        });
    return moved.build(event.id());
  }

  private static byte[] clock(long now, String type) {
    return """
        {"@timestamp":"%s","event":{"dataset":"songlam.canary_clock"},"songlam":{"source_type":"%s"}}"""
        .formatted(Timestamps.iso(now), type)
        .getBytes(UTF_8);
  }
}
