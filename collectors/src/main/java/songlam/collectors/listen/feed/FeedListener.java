package songlam.collectors.listen.feed;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import songlam.collectors.listen.Listener;
import songlam.core.event.Caps;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.event.Text;
import songlam.core.journal.SystemStore;
import songlam.core.pipeline.Intake;

/**
 * Asks each feed in turn and journals what is new, one record per article. Sends {@code
 * If-None-Match}; a feed that fails is asked half as often each time, at most every hour.
 */
public final class FeedListener implements Listener {
  /** The source type of its records. */
  public static final String TYPE = "press";

  private static final int QUARANTINED_BYTES = 65_536;
  private static final long LONGEST_WAIT_MILLIS = 3_600_000;

  private final Vertx vertx;
  private final FeedConfig config;
  private final Intake intake;
  private final Clock clock;
  private final BoundedFetch fetch;
  private final SeenItems seen;
  private final Map<String, String> tags = new ConcurrentHashMap<>();
  private final Map<String, String> failures = new HashMap<>();
  private final Map<String, Long> waits = new HashMap<>();
  private final List<Long> timers = new ArrayList<>();
  private final Set<Future<Void>> underway = ConcurrentHashMap.newKeySet();
  private volatile boolean running;

  /**
   * @param store remembers over restarts what was handed on
   */
  public FeedListener(
      Vertx vertx, FeedConfig config, Intake intake, SystemStore store, Clock clock, Caps caps) {
    this.vertx = vertx;
    this.config = config;
    this.intake = intake;
    this.clock = clock;
    this.seen = new SeenItems(store, config.source(), caps);
    this.fetch = new BoundedFetch(vertx, config.maxBytes());
  }

  @Override
  public String source() {
    return config.source();
  }

  @Override
  public CompletionStage<Void> start() {
    running = true;
    config.feeds().forEach((paper, address) -> vertx.runOnContext(_ -> ask(paper, address)));
    return Future.<Void>succeededFuture().toCompletionStage();
  }

  @Override
  public synchronized Health check() {
    return failures.isEmpty()
        ? new Health(
            running,
            new Text(config.feeds().size() + " nguồn tin", config.feeds().size() + " feeds"))
        : new Health(failures.size() < config.feeds().size(), failures.toString());
  }

  @Override
  public synchronized CompletionStage<Void> stop() {
    running = false;
    timers.forEach(vertx::cancelTimer);
    return fetch
        .close()
        .transform(_ -> Future.join(List.copyOf(underway)))
        .<Void>transform(_ -> Future.succeededFuture())
        .toCompletionStage();
  }

  private void ask(String paper, String address) {
    if (!running) {
      return;
    }
    Future<Void> round = fetch.get(address, tags.get(paper)).compose(answer -> take(paper, answer));
    underway.add(round);
    round.onComplete(
        outcome -> {
          underway.remove(round);
          note(paper, outcome.succeeded() ? null : String.valueOf(outcome.cause().getMessage()));
          again(paper, address);
        });
  }

  private Future<Void> take(String paper, BoundedFetch.Answer answer) {
    if (answer.status() == 304) {
      return Future.succeededFuture();
    }
    if (answer.status() != 200) {
      return Future.failedFuture("status " + answer.status() + " (expected: 200)");
    }
    if (!answer.isWhole()) {
      String detail = "longer than " + config.maxBytes() + " bytes";
      intake.rejected(quarantined(answer), Reason.OVERSIZED, paper + ": " + detail);
      return Future.failedFuture(detail);
    }
    String type = String.valueOf(answer.type());
    // A large feed takes its time to read, and the event loop has other work.
    return vertx
        .executeBlocking(() -> FeedReader.items(paper, type, answer.body().getBytes()))
        .onFailure(
            e ->
                intake.rejected(
                    quarantined(answer), Reason.MALFORMED, paper + ": " + e.getMessage()))
        .compose(items -> journal(requireNonNull(items)))
        .onSuccess(_ -> remember(paper, answer.tag()));
  }

  private RawRecord quarantined(BoundedFetch.Answer answer) {
    return record(answer.body().getBytes(0, Math.min(answer.body().length(), QUARANTINED_BYTES)));
  }

  /** What is new; it counts as seen only when the journal has it. */
  private Future<Void> journal(List<JsonObject> items) {
    Map<String, JsonObject> fresh = new LinkedHashMap<>();
    for (JsonObject item : items) {
      if (!seen.has(item.getString("url"))) {
        fresh.putIfAbsent(item.getString("url"), item);
      }
    }
    if (fresh.isEmpty()) {
      return Future.succeededFuture();
    }
    List<RawRecord> records =
        fresh.values().stream().map(item -> record(item.toBuffer().getBytes())).toList();
    return Future.fromCompletionStage(intake.accept(records))
        .compose(_ -> vertx.executeBlocking(() -> remember(fresh.keySet())));
  }

  private @Nullable Void remember(Set<String> addresses) {
    addresses.forEach(seen::add);
    return null;
  }

  private void remember(String paper, @Nullable String tag) {
    if (tag == null) {
      tags.remove(paper);
    } else {
      tags.put(paper, tag);
    }
  }

  private RawRecord record(byte[] payload) {
    return RawRecord.live(config.source(), TYPE, clock.millis(), "", payload);
  }

  private synchronized void note(String paper, @Nullable String failure) {
    if (failure == null) {
      failures.remove(paper);
      waits.put(paper, config.everyMillis());
    } else {
      failures.put(paper, failure);
      waits.merge(
          paper, config.everyMillis() * 2, (old, _) -> Math.min(LONGEST_WAIT_MILLIS, old * 2));
    }
  }

  private synchronized void again(String paper, String address) {
    if (running) {
      long wait = waits.getOrDefault(paper, config.everyMillis());
      timers.add(vertx.setTimer(wait, _ -> ask(paper, address)));
      if (timers.size() > 1_000) {
        timers.subList(0, 500).clear();
      }
    }
  }
}
