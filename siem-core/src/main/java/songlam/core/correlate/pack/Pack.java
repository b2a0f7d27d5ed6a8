package songlam.core.correlate.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import songlam.core.correlate.Pipeline;
import songlam.core.event.EcsField;
import songlam.core.pipeline.Detected;

/**
 * The rules of one domain.
 *
 * @param id folder name
 * @param owner who answers for the rules
 * @param sourceTypes events of these source types reach the pack; empty means all
 * @param drl the pack's own DRL, empty when the shared vocabulary is enough
 */
public record Pack(
    String id,
    Pipeline pipeline,
    String owner,
    Set<String> sourceTypes,
    List<Rule> rules,
    String drl) {
  public Pack {
    sourceTypes = Set.copyOf(sourceTypes);
    rules = List.copyOf(rules);
  }

  /** The same with these rules alone. */
  Pack with(List<Rule> some) {
    return new Pack(id, pipeline, owner, sourceTypes, some, drl);
  }

  /** Whether an event reaches it. */
  boolean consumes(Detected detected) {
    if (sourceTypes.isEmpty()) {
      return true;
    }
    String type = detected.event().text(EcsField.SONGLAM_SOURCE_TYPE);
    return type != null && sourceTypes.contains(type);
  }

  /** What one of its rules is called among those of all packs. */
  String nameOf(Rule rule) {
    return id + "/" + rule.id();
  }

  /** Differs for packs that differ in anything that bears on their alerts. */
  public String version() {
    try {
      String content = id + pipeline + new TreeSet<>(sourceTypes) + rules + drl;
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8));
      return HexFormat.of().formatHex(sum, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
