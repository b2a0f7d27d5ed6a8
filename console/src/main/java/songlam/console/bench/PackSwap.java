package songlam.console.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import songlam.core.config.Problems;
import songlam.core.config.StrictYaml;
import songlam.core.correlate.pack.LateJoins;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.PackReader;
import songlam.core.correlate.pack.PackShelf;
import songlam.core.correlate.pack.Packs;
import songlam.core.event.Event;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.pipeline.Detected;
import songlam.core.pipeline.Faults;

/** Versions of a pack put in force while findings of many groups go through it. */
final class PackSwap {
  private static final int TIMES = 5;
  private static final int STRIDE = 500;
  private static final long TICK_EVERY = 500;

  /** A hundred thousand a second. */
  private static final long NANOS_EACH = 10_000;

  private static final String PACK =
      """
      id: bench
      pipeline: security
      drl: own.drl
      rules:
        - id: many
          when: {match: 'event.kind:alert', group_by: source.ip, window: 10m, count: 40}
          quiet: 1h
        - id: edited-%d
          when: {match: 'rule.id:x', group_by: user.name, window: 1m, count: 100}
          quiet: 1h
      """;

  private PackSwap() {}

  /**
   * @param compileSeconds the longest time to read and compile a version, beside the stream
   * @param longestPauseMillis the longest the stream took to hand over 500 findings
   * @param longestAnywayMillis the same without any swap
   * @param swaps versions that came in force
   * @param alerts that were raised
   * @param lost alerts that a run without any swap raised, and this one not, or with other counts
   */
  record Figure(
      double compileSeconds,
      double longestPauseMillis,
      double longestAnywayMillis,
      int swaps,
      long alerts,
      long lost) {}

  static Figure measure(List<Event> findings) {
    Map<String, Long> without = new ConcurrentHashMap<>();
    double anyway = feed(findings, without, new ConcurrentLinkedQueue<>(), false);
    Map<String, Long> with = new ConcurrentHashMap<>();
    ConcurrentLinkedQueue<Double> compiled = new ConcurrentLinkedQueue<>();
    double pause = feed(findings, with, compiled, true);
    Map<String, Long> lost = new HashMap<>(without);
    with.forEach((id, count) -> lost.remove(id, count));
    double longest = compiled.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return new Figure(longest, pause, anyway, compiled.size(), with.size(), lost.size());
  }

  /**
   * @param isSwapped whether versions are put in force meanwhile
   */
  private static double feed(
      List<Event> findings,
      Map<String, Long> counts,
      ConcurrentLinkedQueue<Double> compiled,
      boolean isSwapped) {
    AtomicReference<String> prepared = new AtomicReference<>("");
    Packs.Parts parts =
        new Packs.Parts(
            alert -> counts.put(alert.id(), alert.count()),
            _ -> true,
            PackShelf.NONE,
            new InMemorySystemStore(),
            new Faults(),
            LateJoins.NONE,
            Duration.ofHours(1));
    double longest = 0;
    try (Packs packs = new Packs(List.of(version(0)), parts)) {
      packs.replayUntil(0);
      Thread editor = Thread.ofPlatform().unstarted(() -> edit(packs, compiled, prepared));
      long offset = 0;
      long tick = FindingStream.START;
      long begun = System.nanoTime();
      for (int from = 0; from < findings.size(); from += STRIDE) {
        Thread.sleep(Math.max(0, (begun + from * NANOS_EACH - System.nanoTime()) / 1_000_000));
        if (isSwapped && from == findings.size() / 4 / STRIDE * STRIDE) {
          editor.start();
        }
        long start = System.nanoTime();
        for (Event finding : findings.subList(from, Math.min(findings.size(), from + STRIDE))) {
          long at = finding.timestamp();
          packs.accept(new Detected(finding, List.of(), offset++, at, "", TICK_EVERY));
          if (at - tick > TICK_EVERY) {
            tick = at;
            packs.tick(offset++, at);
          }
        }
        String version = isSwapped ? prepared.getAndSet("") : "";
        if (!version.isEmpty()) {
          packs.activate(offset++, "bench", version);
        }
        longest = Math.max(longest, (System.nanoTime() - start) / 1e6);
      }
      editor.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
    return longest;
  }

  private static void edit(
      Packs packs, ConcurrentLinkedQueue<Double> compiled, AtomicReference<String> prepared) {
    for (int i = 1; i <= TIMES && !Thread.currentThread().isInterrupted(); i++) {
      long start = System.nanoTime();
      String version = packs.prepare(version(i));
      compiled.add((System.nanoTime() - start) / 1e9);
      prepared.set(version);
    }
  }

  private static Pack version(int number) {
    Problems problems = new Problems();
    String drl =
        "rule \"own %d\" when $n : Noticed( count > %d ) then alerts.alert($n); end\n"
            .formatted(number, number);
    return PackReader.read(StrictYaml.text("pack.yml", PACK.formatted(number), problems), _ -> drl);
  }
}
