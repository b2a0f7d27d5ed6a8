package songlam.collectors.listen.feed;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import songlam.collectors.listen.Listener;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;
import songlam.core.pipeline.Intake;

/**
 * Asks each feed in turn and journals what is new, one record per article. Sends {@code
 * If-None-Match}; a feed that fails is asked half as often each time, at most every hour.
 */
public final class FeedListener implements Listener {
  /** The source type of its records. */
  public static final String TYPE = "press";

  private static final long LONGEST_WAIT_MILLIS = 3_600_000;

  private final Vertx vertx;
  private final FeedConfig config;
  private final Intake intake;
  private final Clock clock;
  private final WebClient client;
  private final SeenItems seen = new SeenItems();
  private final Map<String, String> tags = new HashMap<>();
  private final Map<String, String> failures = new HashMap<>();
  private final Map<String, Long> waits = new HashMap<>();
  private final List<Long> timers = new ArrayList<>();
  private volatile boolean running;

  public FeedListener(Vertx vertx, FeedConfig config, Intake intake, Clock clock) {
    this.vertx = vertx;
    this.config = config;
    this.intake = intake;
    this.clock = clock;
    this.client =
        WebClient.create(
            vertx,
            new WebClientOptions()
                .setUserAgent("SongLam (diem bao; provincial operations centre)")
                .setFollowRedirects(true)
                .setConnectTimeout(5_000));
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
        ? new Health(running, config.feeds().size() + " feeds")
        : new Health(failures.size() < config.feeds().size(), failures.toString());
  }

  @Override
  public synchronized CompletionStage<Void> stop() {
    running = false;
    timers.forEach(vertx::cancelTimer);
    client.close();
    return Future.<Void>succeededFuture().toCompletionStage();
  }

  private void ask(String paper, String address) {
    if (!running) {
      return;
    }
    var request = client.getAbs(address).timeout(20_000);
    String tag = tags.get(paper);
    if (tag != null) {
      request.putHeader("If-None-Match", tag);
    }
    request
        .send()
        .compose(response -> take(paper, response))
        .onComplete(
            outcome -> {
              note(
                  paper, outcome.succeeded() ? null : String.valueOf(outcome.cause().getMessage()));
              again(paper, address);
            });
  }

  private Future<Void> take(String paper, HttpResponse<Buffer> response) {
    if (response.statusCode() == 304) {
      return Future.succeededFuture();
    }
    Buffer body = response.body();
    if (response.statusCode() != 200 || body == null) {
      return Future.failedFuture("status " + response.statusCode());
    }
    RawRecord whole = record(body.getBytes(0, Math.min(body.length(), config.maxBytes())));
    if (body.length() > config.maxBytes()) {
      intake.rejected(whole, Reason.OVERSIZED, paper + ": " + body.length() + " bytes");
      return Future.failedFuture("longer than " + config.maxBytes() + " bytes");
    }
    try {
      List<RawRecord> fresh = new ArrayList<>();
      String type = String.valueOf(response.getHeader("content-type"));
      for (JsonObject item : FeedReader.items(paper, type, body.getBytes())) {
        if (seen.isNew(item.getString("url"))) {
          fresh.add(record(item.toBuffer().getBytes()));
        }
      }
      tags.put(paper, response.getHeader("etag"));
      return fresh.isEmpty()
          ? Future.succeededFuture()
          : Future.fromCompletionStage(intake.accept(fresh));
    } catch (IOException e) {
      intake.rejected(whole, Reason.MALFORMED, paper + ": " + e.getMessage());
      return Future.failedFuture(e);
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
