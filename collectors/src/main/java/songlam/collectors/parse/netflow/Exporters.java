package songlam.collectors.parse.netflow;

import java.util.LinkedHashMap;
import java.util.Map;
import songlam.core.event.Cap;
import songlam.core.event.Caps;
import songlam.core.journal.SystemStore;
import songlam.core.journal.SystemStore.Family;

/**
 * The exporters heard of, the longest silent forgotten first, and their templates in the system
 * store so that a restart need not wait for the next announcement.
 */
final class Exporters {
  private final Elements elements;
  private final SystemStore store;
  private final Caps caps;
  private final Map<String, Exporter> exporters = new LinkedHashMap<>(64, 0.75f, true);

  Exporters(Elements elements, SystemStore store, Caps caps) {
    this.elements = elements;
    this.store = store;
    this.caps = caps;
    store.scan(Family.FLOW_TEMPLATES, this::restore);
  }

  /** The exporter of this version, peer and domain, new when never heard before. */
  Exporter of(int version, String peer, long domain) {
    String key = version + "|" + domain + "|" + peer;
    Exporter known = exporters.get(key);
    if (known != null) {
      return known;
    }
    Exporter exporter = new Exporter(key, peer, domain, caps);
    exporters.put(key, exporter);
    if (exporters.size() > Cap.NETFLOW_EXPORTERS.limit()) {
      caps.reached(Cap.NETFLOW_EXPORTERS);
      forget(exporters.values().iterator().next());
    }
    return exporter;
  }

  void learn(Exporter exporter, Template template) {
    if (exporter.learn(template)) {
      store.put(Family.FLOW_TEMPLATES, storeKey(exporter, template.id()), template.encode());
    }
  }

  void withdraw(Exporter exporter, int id) {
    if (exporter.withdraw(id) != null) {
      store.delete(Family.FLOW_TEMPLATES, storeKey(exporter, id));
    }
  }

  /** Withdraws all templates, or all options templates (RFC 7011 section 8.1). */
  void withdrawAll(Exporter exporter, boolean options) {
    exporter.eachTemplate(
        (id, template) -> {
          if (template.options() == options) {
            withdraw(exporter, id);
          }
        });
  }

  private void forget(Exporter exporter) {
    exporter.eachTemplate((id, _) -> withdraw(exporter, id));
    exporters.remove(exporter.key);
  }

  private void restore(String storeKey, byte[] encoded) {
    String[] parts = storeKey.split("\\|", 4);
    if (parts.length == 4) {
      Exporter exporter = of(Integer.parseInt(parts[0]), parts[3], Long.parseLong(parts[1]));
      exporter.learn(Template.decode(encoded, elements));
    }
  }

  private static String storeKey(Exporter exporter, int id) {
    String[] parts = exporter.key.split("\\|", 3);
    return parts[0] + "|" + parts[1] + "|" + id + "|" + parts[2];
  }
}
