package songlam.core.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PackHistoryTest {
  private static final Map<String, String> OLD = Map.of("press", "1");
  private static final Map<String, String> NEW = Map.of("press", "2");

  private final List<String> told = new ArrayList<>();
  private long safe;
  private final PackHistory history =
      new PackHistory(
          100,
          new Correlation() {
            @Override
            public void accept(Detected detected) {}

            @Override
            public void tick(long offset, long at) {}

            @Override
            public long safeOffset(long upTo) {
              return Math.min(upTo, safe);
            }

            @Override
            public void replayUntil(long offset) {}

            @Override
            public void correlateWith(long offset, Map<String, String> packs) {
              told.add(offset + " " + packs);
            }

            @Override
            public void needsOnly(Map<String, String> packs) {
              told.add("only " + packs);
            }
          });

  @Test
  void formerVersionsGoOnceTheEntryIsInEverySnapshot() {
    append(CompletableFuture.completedFuture(null));
    history.look(110);
    history.take(110, NEW);
    safe = 110;
    history.look(200);
    assertEquals(List.of("110 {press=2}"), told, "a crash now would read the entry again");
    safe = 111;
    history.look(200);
    history.look(300);
    assertEquals(List.of("110 {press=2}", "only {press=2}"), told);
  }

  @Test
  void nothingGoesWhileAnEntryIsOnItsWay() {
    safe = 1_000;
    append(CompletableFuture.completedFuture(null));
    append(CompletableFuture.completedFuture(null));
    history.take(110, NEW);
    history.look(111);
    assertEquals(List.of("110 {press=2}"), told);
    history.take(120, OLD);
    history.look(121);
    assertEquals("only {press=1}", told.getLast());
  }

  @Test
  void anEntryThatDidNotComeIsNotWaitedFor() {
    safe = 1_000;
    append(CompletableFuture.completedFuture(null));
    append(CompletableFuture.failedFuture(new IllegalStateException("full")));
    history.take(110, NEW);
    history.look(111);
    assertEquals("only {press=2}", told.getLast());
  }

  /** Behind it there may be more of an earlier life, which nobody counted. */
  @Test
  void nothingGoesForAnEntryOfAnEarlierLife() {
    safe = 1_000;
    history.take(90, NEW);
    history.look(91);
    append(CompletableFuture.completedFuture(null));
    history.take(99, OLD);
    history.look(100);
    assertEquals(List.of("90 {press=2}", "99 {press=1}"), told);
  }

  private void append(CompletableFuture<Void> entry) {
    history.append(() -> entry);
  }
}
