package songlam.console.simulate.wire;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Some papers' RSS 2.0 feeds, one path per paper: {@code /<paper>.rss}. */
public final class NewsSite {
  private static final DateTimeFormatter RFC_822 =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneId.of("Asia/Ho_Chi_Minh"));

  private final HttpServer server;
  private final int port;
  private final Map<String, List<Article>> papers = new ConcurrentHashMap<>();

  /** One article as a paper announces it. */
  public record Article(String title, String summary, long publishedAt) {}

  public NewsSite(Vertx vertx, int port) {
    this.port = port;
    this.server = vertx.createHttpServer().requestHandler(this::serve);
  }

  public Future<HttpServer> start() {
    return server.listen(port, "127.0.0.1");
  }

  public void publish(String paper, Article article) {
    papers.compute(
        paper,
        (_, articles) -> {
          List<Article> more = articles == null ? new ArrayList<>() : new ArrayList<>(articles);
          more.addFirst(article);
          return more.size() > 40 ? more.subList(0, 40) : more;
        });
  }

  private void serve(HttpServerRequest request) {
    String path = String.valueOf(request.path());
    String paper = path.endsWith(".rss") ? path.substring(1, path.length() - 4) : "";
    List<Article> articles = papers.get(paper);
    if (articles == null) {
      request.response().setStatusCode(404).end();
      return;
    }
    request
        .response()
        .putHeader("content-type", "application/rss+xml; charset=utf-8")
        .end(rss(paper, articles));
  }

  private String rss(String paper, List<Article> articles) {
    StringBuilder xml = new StringBuilder(4096);
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel>");
    element(xml, "title", paper);
    element(xml, "link", "http://127.0.0.1:" + port + "/" + paper);
    element(xml, "description", "Tin mô phỏng");
    for (Article article : articles) {
      String link =
          "http://127.0.0.1:" + port + "/" + paper + "/" + Integer.toHexString(article.hashCode());
      xml.append("<item>");
      element(xml, "title", article.title());
      element(xml, "link", link);
      element(xml, "guid", link);
      element(xml, "description", article.summary());
      element(xml, "pubDate", RFC_822.format(Instant.ofEpochMilli(article.publishedAt())));
      xml.append("</item>");
    }
    return xml.append("</channel></rss>").toString();
  }

  private static void element(StringBuilder xml, String name, String text) {
    xml.append('<').append(name).append('>');
    xml.append(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    xml.append("</").append(name).append('>');
  }

  public Future<Void> stop() {
    return server.close();
  }
}
