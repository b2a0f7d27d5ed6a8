package songlam.console.canary;

import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import songlam.console.desk.ListedRule;
import songlam.core.rule.InForce;
import songlam.core.rule.proof.Autopsy;
import songlam.core.rule.proof.Canary;
import songlam.core.rule.proof.CanaryRun;
import songlam.core.rule.proof.CanaryRuns;
import songlam.core.rule.proof.Death;
import songlam.core.rule.proof.Hop;
import songlam.core.rule.proof.Proof;
import songlam.core.rule.proof.Proofs;

/**
 * Sends canaries round after round, the rule that waits longest first, waits for each and keeps
 * what became of it. Owns one thread; what is asked of it may come from any.
 */
public final class CanaryRounds implements AutoCloseable {
  /** The input that says what became of canaries: its records are events like all others. */
  public static final String SOURCE = "canaries";

  /** The source type of its records. */
  public static final String TYPE = "platform-log";

  private static final Logger LOG = LoggerFactory.getLogger(CanaryRounds.class);
  private static final int MOST_UNDER_WAY = 4;

  /** While so many entries wait to be read nobody adds to them. */
  private static final long BEHIND_ENTRIES = 10_000;

  private static final int JOURNAL_PATIENCE = 10;
  private static final long COUNT_EVERY_MILLIS = 60_000;

  private final Parts parts;
  private final Map<CanaryRun, Closeable> underWay = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("canaries").daemon().factory());
  private volatile Map<CanaryState.Standing, Long> counts = Map.of();
  private volatile long lastSent = Long.MIN_VALUE;
  private long countedAt = Long.MIN_VALUE;

  /**
   * What rounds work with.
   *
   * @param agenda which rule is next
   * @param packsOff ids of packs that had to be switched off
   * @param backlog journal entries nobody has read yet
   * @param told takes what became of a canary
   */
  public record Parts(
      CanarySettings settings,
      CanaryAgenda agenda,
      Supplier<InForce> inForce,
      CanaryWay way,
      CanaryRuns runs,
      Proofs proofs,
      Supplier<List<String>> packsOff,
      LongSupplier backlog,
      Told told,
      Clock clock) {}

  /** Takes what became of a canary. */
  @FunctionalInterface
  public interface Told {
    void of(ListedRule rule, Proof proof);
  }

  public CanaryRounds(Parts parts) {
    this.parts = parts;
  }

  /** Begins, when it is to. */
  public void start() {
    if (parts.settings().enabled()) {
      long step = Math.clamp(parts.settings().spacing().toMillis(), 20, 500);
      long first = Math.max(1, parts.settings().first().toMillis());
      thread.scheduleWithFixedDelay(this::attempt, first, step, TimeUnit.MILLISECONDS);
    }
  }

  public CanarySettings settings() {
    return parts.settings();
  }

  /** Every rule that alerts, and what is known of it. */
  public List<CanaryState> states() {
    return parts.agenda().states(rulesUnderWay());
  }

  /**
   * Tries a rule as soon as there is room.
   *
   * @throws IllegalArgumentException when no such rule alerts, it cannot be proven, or canaries are
   *     off
   */
  public CanaryState ask(String rule) {
    if (!parts.settings().enabled()) {
      throw new IllegalArgumentException(
          "rule: " + rule + ": canaries are off (expected: canaries.enabled)");
    }
    return parts.agenda().ask(rule, rulesUnderWay());
  }

  private Set<String> rulesUnderWay() {
    return underWay.keySet().stream()
        .map(run -> run.canary().rule())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** How many rules stand how, a minute ago at most. */
  public Map<CanaryState.Standing, Long> counts() {
    return counts;
  }

  private void attempt() {
    try {
      judge();
      send();
      count();
    } catch (RuntimeException e) {
      LOG.warn("canaries: {}", e.toString());
    }
  }

  /** What has come through, was lost, or has had its time. */
  private void judge() {
    long now = parts.clock().millis();
    for (CanaryRun run : List.copyOf(underWay.keySet())) {
      if (run.isProven()) {
        over(run, null);
      } else if (run.lost() != null || now > deadline(run)) {
        over(
            run,
            Autopsy.of(
                run, parts.inForce().get(), parts.packsOff().get(), parts.backlog().getAsLong()));
      }
    }
  }

  private void count() {
    long now = parts.clock().millis();
    if (countedAt == Long.MIN_VALUE || now - countedAt >= COUNT_EVERY_MILLIS) {
      countedAt = now;
      counts =
          states().stream()
              .collect(Collectors.groupingBy(CanaryState::standing, Collectors.counting()));
    }
  }

  private long deadline(CanaryRun run) {
    long patience = parts.settings().patience().toMillis();
    return run.seenAt() == 0 ? run.sentAt() + JOURNAL_PATIENCE * patience : run.seenAt() + patience;
  }

  private void send() {
    long now = parts.clock().millis();
    boolean isTime =
        lastSent == Long.MIN_VALUE || now - lastSent >= parts.settings().spacing().toMillis();
    boolean isRoom =
        underWay.size() < MOST_UNDER_WAY && parts.backlog().getAsLong() < BEHIND_ENTRIES;
    if (isTime && isRoom) {
      parts.agenda().next(now, rulesUnderWay()).ifPresent(canary -> send(canary, now));
    }
  }

  private void send(Canary canary, long now) {
    lastSent = now;
    parts.agenda().begun(canary.rule());
    CanaryRun run = parts.runs().begin(canary);
    try {
      underWay.put(run, parts.way().send(canary, run, now));
    } catch (IOException e) {
      over(run, new Death(Hop.LISTENER, String.valueOf(e.getMessage())));
    }
  }

  private void over(CanaryRun run, @Nullable Death death) {
    parts.runs().end(run);
    close(underWay.remove(run));
    Canary canary = run.canary();
    long before =
        parts.proofs().of(canary.rule(), canary.version()).map(Proof::provenAt).orElse(0L);
    Proof proof =
        new Proof(
            canary.rule(),
            canary.version(),
            canary.test().name(),
            death == null ? run.sentAt() : before,
            run.sentAt(),
            death == null ? null : death.hop(),
            death == null ? "" : death.detail());
    parts.proofs().keep(proof);
    countedAt = Long.MIN_VALUE;
    parts.agenda().rule(canary.rule()).ifPresent(rule -> parts.told().of(rule, proof));
  }

  private static void close(@Nullable Closeable sending) {
    if (sending != null) {
      try {
        sending.close();
      } catch (IOException e) {
        LOG.debug("canary's connection: {}", e.toString());
      }
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    underWay.values().forEach(CanaryRounds::close);
  }
}
