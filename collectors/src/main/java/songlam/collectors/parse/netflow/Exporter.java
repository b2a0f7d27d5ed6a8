package songlam.collectors.parse.netflow;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import songlam.core.event.Cap;
import songlam.core.event.Caps;

/** What is known of one observation domain of one peer in one version of the protocol. */
final class Exporter {
  /** Beyond this a jump is a restart of the exporter's count, not a loss. */
  private static final long LARGEST_GAP = 1_000_000;

  final String key;
  final String peer;
  final String origin;
  long systemStart = Long.MIN_VALUE;
  @Nullable Long samplingInterval;
  final Map<Long, String> interfaceNames = new HashMap<>();
  final Map<String, String> applicationNames = new HashMap<>();
  private final Map<Integer, Template> templates = new HashMap<>();
  private final Caps caps;
  private long expected = -1;

  Exporter(String key, String peer, long domain, Caps caps) {
    this.key = key;
    this.peer = peer;
    this.origin = peer + "/" + domain;
    this.caps = caps;
  }

  void nameInterface(long id, String name) {
    name(interfaceNames, id, name);
  }

  void nameApplication(String id, String name) {
    name(applicationNames, id, name.toLowerCase(Locale.ROOT));
  }

  /** A hostile peer must not fill the memory, neither with names nor with templates. */
  private <K> void name(Map<K, String> names, K id, String name) {
    if (names.size() < Cap.NETFLOW_NAMES.limit() || names.containsKey(id)) {
      names.put(id, name);
    } else {
      caps.reached(Cap.NETFLOW_NAMES);
    }
  }

  @Nullable Template template(int id) {
    return templates.get(id);
  }

  /** Takes the template in; false when it is known already or there are too many. */
  boolean learn(Template template) {
    Template known = templates.get(template.id());
    if (known != null && known.sameAs(template)) {
      return false;
    }
    if (known == null && templates.size() >= Cap.NETFLOW_TEMPLATES.limit()) {
      caps.reached(Cap.NETFLOW_TEMPLATES);
      return false;
    }
    templates.put(template.id(), template);
    return true;
  }

  @Nullable Template withdraw(int id) {
    return templates.remove(id);
  }

  void eachTemplate(BiConsumer<Integer, Template> consumer) {
    Map.copyOf(templates).forEach(consumer);
  }

  /**
   * Compares the sequence number of a message with what was expected.
   *
   * @return how many units are missing before this message, 0 when none or after a restart
   */
  long gapBefore(long sequence) {
    long gap = expected < 0 ? 0 : sequence - expected & 0xffff_ffffL;
    return gap > LARGEST_GAP ? 0 : gap;
  }

  /** Says which sequence number comes next; -1 when it cannot be known. */
  void expect(long next) {
    expected = next < 0 ? -1 : next & 0xffff_ffffL;
  }
}
