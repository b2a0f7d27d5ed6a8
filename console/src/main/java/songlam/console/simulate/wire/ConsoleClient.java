package songlam.console.simulate.wire;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** Sends to the console's own doors: bulk requests as Winlogbeat does, reports as citizens do. */
public final class ConsoleClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient client;
  private final URI console;
  private final String token;

  /**
   * @param trust trusts who signed the console's certificate
   * @param token of role ingest
   */
  public ConsoleClient(URI console, SSLContext trust, String token) {
    this.client = HttpClient.newBuilder().connectTimeout(PATIENCE).sslContext(trust).build();
    this.console = console;
    this.token = token;
  }

  /**
   * Sends documents through {@code _bulk} and waits for the answer.
   *
   * @throws IOException when the platform does not take them
   */
  public void bulk(List<JsonObject> documents) throws IOException, InterruptedException {
    String body =
        documents.stream()
            .map(document -> "{\"create\":{}}\n" + document.encode() + "\n")
            .collect(Collectors.joining());
    send("/_bulk", "application/x-ndjson", body);
  }

  /**
   * Sends one citizen's report (Open311 GeoReport v2, POST requests).
   *
   * @return its service_request_id
   */
  public String report(Report report) throws IOException, InterruptedException {
    Map<String, String> fields =
        Map.of(
            "service_code", report.service(),
            "description", report.description(),
            "address_string", report.address(),
            "lat", String.valueOf(report.where().lat()),
            "long", String.valueOf(report.where().lon()));
    String form =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    String answer = send("/open311/v2/requests.json", "application/x-www-form-urlencoded", form);
    return new JsonArray(answer).getJsonObject(0).getString("service_request_id");
  }

  private String send(String path, String type, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(console.resolve(path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response =
        client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (response.statusCode() >= 300) {
      throw new IOException(path + ": " + response.statusCode() + " " + response.body());
    }
    return response.body();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.close();
  }
}
