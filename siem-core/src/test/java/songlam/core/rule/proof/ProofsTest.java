package songlam.core.rule.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import songlam.core.journal.InMemorySystemStore;

/** Proofs outlive the process. */
class ProofsTest {
  @Test
  void whatWasProvenIsKnownAfterARestart() {
    InMemorySystemStore store = new InMemorySystemStore();
    Proofs before = new Proofs(store);
    Proof first = new Proof("a/one", "v1", "case", 5, 5, null, "");
    Proof lost = new Proof("two", "v1", "case", 5, 9, Hop.PARSE, "malformed: it says");
    before.keep(first);
    before.keep(new Proof("two", "v1", "case", 5, 5, null, ""));
    before.keep(lost);
    Proofs after = new Proofs(store);
    assertEquals(Map.of("a/one", first, "two", lost), after.all());
    assertTrue(after.of("two").orElseThrow().hasFailed());
    assertEquals(5, after.of("two").orElseThrow().provenAt(), "it was proven once");
    assertEquals(first, after.of("a/one", "v1").orElseThrow());
    assertTrue(after.of("a/one", "v2").isEmpty(), "nobody has tried that one");
  }
}
