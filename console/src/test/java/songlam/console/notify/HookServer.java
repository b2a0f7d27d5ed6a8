package songlam.console.notify;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server on loopback that keeps what is posted to it. */
public final class HookServer implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final List<Post> posts = new CopyOnWriteArrayList<>();
  private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
  private final HttpServer server;

  /**
   * One request.
   *
   * @param signature the header, empty without one
   * @param body as it came
   */
  public record Post(String signature, String body) {}

  public HookServer() {
    server =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request
                        .body()
                        .onSuccess(
                            body -> {
                              String signature = request.getHeader("X-Songlam-Signature");
                              posts.add(
                                  new Post(signature == null ? "" : signature, body.toString()));
                              Integer status = answers.poll();
                              request.response().setStatusCode(status == null ? 204 : status).end();
                            }))
            .listen(0, "127.0.0.1")
            .await();
  }

  public String url() {
    return "http://127.0.0.1:" + server.actualPort() + "/hook";
  }

  /** All that came, also what was answered with an error. */
  public List<Post> posts() {
    return List.copyOf(posts);
  }

  /** Statuses that the next posts are answered with, before 204. */
  public void answerNext(Integer... statuses) {
    answers.addAll(List.of(statuses));
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
