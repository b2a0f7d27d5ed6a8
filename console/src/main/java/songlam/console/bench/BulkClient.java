package songlam.console.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Sends bulk requests and remembers which documents were acknowledged. Safe for many threads. */
final class BulkClient implements AutoCloseable {
  final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

  /** Documents of requests that got no answer: kept or not, nobody knows. */
  final Set<String> unanswered = ConcurrentHashMap.newKeySet();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI bulk;
  private final String token;

  BulkClient(Target target) {
    this.bulk = target.address().resolve("/_bulk");
    this.token = target.token("ingest");
  }

  /** The status, 0 when there was no answer. */
  int send(List<Documents.Document> documents) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(bulk)
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/x-ndjson")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    documents.stream()
                        .map(Documents.Document::lines)
                        .collect(Collectors.joining())))
            .build();
    try {
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status == 200) {
        documents.forEach(document -> acknowledged.add(document.id()));
      }
      return status;
    } catch (IOException died) {
      documents.forEach(document -> unanswered.add(document.id()));
      return 0;
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
