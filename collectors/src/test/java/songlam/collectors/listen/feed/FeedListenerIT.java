package songlam.collectors.listen.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import songlam.collectors.Platform;
import songlam.collectors.listen.RecordingIntake;
import songlam.core.event.Caps;
import songlam.core.event.Reason;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.journal.RocksFiles;
import songlam.core.journal.RocksSystemStore;
import songlam.core.journal.SystemStore;

/** A web server with feeds, asked as a paper's is. */
@Timeout(60)
class FeedListenerIT {
  private static final int LONGEST = 4_096;

  private final Vertx vertx = Vertx.vertx();
  private final RecordingIntake intake = new RecordingIntake();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private volatile int articles = 2;
  private HttpServer server;

  @BeforeEach
  void open() {
    server = vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1").await();
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private void answer(HttpServerRequest request) {
    String tag = request.getHeader("If-None-Match");
    asked.add(request.path() + " " + tag);
    String current = "\"" + articles + "\"";
    switch (request.path()) {
      case "/moved" -> request.response().setStatusCode(302).putHeader("Location", "/rss").end();
      case "/rss" -> {
        if (current.equals(tag)) {
          request.response().setStatusCode(304).end();
        } else {
          request.response().putHeader("ETag", current).end(rss(articles));
        }
      }
      case "/untagged" -> request.response().end(rss(articles));
      case "/broken" -> request.response().end("<rss><channel><item>");
      case "/long" -> request.response().end(rss(articles) + " ".repeat(LONGEST));
      default -> request.response().setStatusCode(404).end();
    }
  }

  /** So many articles, the first of them twice. */
  private static String rss(int articles) {
    StringBuilder xml = new StringBuilder("<rss version=\"2.0\"><channel><title>Báo</title>");
    IntStream.concat(IntStream.of(1), IntStream.rangeClosed(1, articles))
        .forEach(
            i ->
                xml.append("<item><title>Bài ")
                    .append(i)
                    .append("</title><link>http://paper/")
                    .append(i)
                    .append("</link><pubDate>Tue, 24 Nov 2026 03:00:00 GMT</pubDate></item>"));
    return xml.append("</channel></rss>").toString();
  }

  @Test
  void anArticleIsTakenOnceAndAFeedThatHasNotChangedIsNotSentAgain() throws Exception {
    FeedListener feeds = listener(new InMemorySystemStore(), Map.of("báo", "/moved"));
    feeds.start().toCompletableFuture().join();
    Platform.await(() -> asked.toString(), () -> asked.contains("/rss \"2\""));
    assertEquals(List.of("http://paper/1", "http://paper/2"), urls());
    assertEquals(1_795_489_200_000L, payload(0).getLong("published"));
    articles = 3;
    Platform.await(() -> asked.toString(), () -> asked.contains("/rss \"3\""));
    assertEquals(List.of("http://paper/1", "http://paper/2", "http://paper/3"), urls());
    assertEquals("1 feeds", feeds.check().detail().en());
    assertTrue(feeds.check().up());
    Platform.stop(feeds);
    assertEquals(Map.of(), intake.lost);
  }

  @Test
  void aRestartTakesNothingAgain(@TempDir Path folder) throws Exception {
    try (RocksFiles files = RocksFiles.open(folder)) {
      untilTaken(new RocksSystemStore(files), 2);
    }
    articles = 3;
    try (RocksFiles files = RocksFiles.open(folder)) {
      untilTaken(new RocksSystemStore(files), 3);
    }
    assertEquals(List.of("http://paper/1", "http://paper/2", "http://paper/3"), urls());
  }

  /** Goes on a round longer: what is taken counts as seen by then. */
  private void untilTaken(SystemStore store, int count) throws InterruptedException {
    FeedListener feeds = listener(store, Map.of("báo", "/untagged"));
    feeds.start().toCompletableFuture().join();
    Platform.await(() -> urls().toString(), () -> intake.records.size() >= count);
    int soFar = asked.size();
    Platform.await(() -> asked.toString(), () -> asked.size() > soFar);
    Platform.stop(feeds);
  }

  @Test
  void whatIsNoFeedIsCountedQuarantinedAndToldAndTheOthersGoOn() throws Exception {
    Map<String, String> papers = new TreeMap<>();
    papers.put("good", "/rss");
    papers.put("broken", "/broken");
    papers.put("long", "/long");
    papers.put("gone", "/gone");
    FeedListener feeds = listener(new InMemorySystemStore(), papers);
    feeds.start().toCompletableFuture().join();
    Platform.await(
        () -> intake.lost + " " + urls() + " " + feeds.check(),
        () ->
            intake.records.size() == 2
                && intake.lost.size() == 2
                && feeds.check().detail().en().contains("gone=status 404 (expected: 200)"));
    Platform.stop(feeds);
    assertEquals(1, intake.lost.get(Reason.MALFORMED));
    assertEquals(1, intake.lost.get(Reason.OVERSIZED));
    String told = feeds.check().detail().vi();
    assertTrue(told.contains("long=longer than 4096 bytes"), told);
    assertTrue(!told.contains("good"), told);
  }

  private FeedListener listener(SystemStore store, Map<String, String> papers) {
    Map<String, String> addresses = new TreeMap<>();
    papers.forEach(
        (paper, path) -> addresses.put(paper, "http://127.0.0.1:" + server.actualPort() + path));
    FeedConfig config = new FeedConfig("press", addresses, 1_000, LONGEST);
    return new FeedListener(vertx, config, intake, store, Clock.systemUTC(), new Caps());
  }

  private List<String> urls() {
    return IntStream.range(0, intake.records.size())
        .mapToObj(i -> payload(i).getString("url"))
        .toList();
  }

  private JsonObject payload(int i) {
    return new JsonObject(Buffer.buffer(intake.records.get(i).payload()));
  }
}
