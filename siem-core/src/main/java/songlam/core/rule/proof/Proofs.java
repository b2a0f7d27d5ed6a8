package songlam.core.rule.proof;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import songlam.core.journal.SystemStore;
import songlam.core.journal.SystemStore.Family;

/** When each rule was last proven, kept over restarts. Safe for many threads. */
public final class Proofs {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "proof/";

  private final SystemStore store;
  private final Map<String, Proof> proofs = new ConcurrentHashMap<>();

  /** Takes up what was kept. */
  public Proofs(SystemStore store) {
    this.store = store;
    store.scan(
        Family.RULES,
        (key, value) -> {
          if (key.startsWith(KEY)) {
            proofs.put(key.substring(KEY.length()), read(value));
          }
        });
  }

  /** What became of this rule's canaries, empty when none was sent. */
  public Optional<Proof> of(String rule) {
    return Optional.ofNullable(proofs.get(rule));
  }

  /** The same, empty too when it was another version of the rule that was tried last. */
  public Optional<Proof> of(String rule, String version) {
    return of(rule).filter(proof -> proof.version().equals(version));
  }

  /** All of them by rule; of rules that are gone, too. */
  public Map<String, Proof> all() {
    return new TreeMap<>(proofs);
  }

  public void keep(Proof proof) {
    proofs.put(proof.rule(), proof);
    try {
      store.put(Family.RULES, KEY + proof.rule(), JSON.writeValueAsBytes(proof));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Proof read(byte[] value) {
    try {
      return JSON.readValue(value, Proof.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
