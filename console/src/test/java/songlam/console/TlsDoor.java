package songlam.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import songlam.core.store.opensearch.StoreAddress;
import songlam.testing.Peers;
import songlam.testing.SharedOpenSearch;

/** A TLS terminator in front of a real OpenSearch, as a province has it: asks name and password. */
final class TlsDoor implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger refused = new AtomicInteger();
  private final StoreAddress behind = SharedOpenSearch.address();
  private final HttpClient client = HttpClient.newBuilder().sslContext(behind.tls()).build();
  private final Certificates certificates;
  private final String allowed;
  private final HttpServer server;
  private boolean closed;

  /**
   * @param authority PEM file of a CA
   * @param certificate for localhost, signed by it
   */
  record Certificates(Path authority, Path certificate, Path key) {}

  private TlsDoor(Certificates certificates, String username, String password) {
    this.certificates = certificates;
    this.allowed =
        "Basic " + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(UTF_8));
    HttpServerOptions options =
        new HttpServerOptions()
            .setSsl(true)
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .setCertPath(certificates.certificate().toString())
                    .setKeyPath(certificates.key().toString()));
    this.server =
        vertx
            .createHttpServer(options)
            .requestHandler(request -> request.body().onSuccess(body -> pass(request, body)))
            .listen(0, "127.0.0.1")
            .await();
  }

  /** Opens the door on a port of loopback. */
  static TlsDoor before(Path folder, String username, String password) throws Exception {
    return new TlsDoor(certificates(folder), username, password);
  }

  /** A CA of its own and a certificate for localhost, made by openssl. */
  static Certificates certificates(Path folder) throws Exception {
    Path authority = folder.resolve("ca.pem");
    Path authorityKey = folder.resolve("ca.key");
    Path certificate = folder.resolve("server.pem");
    Path key = folder.resolve("server.key");
    openssl("/CN=Test CA", authorityKey, authority, List.of());
    openssl(
        "/CN=localhost",
        key,
        certificate,
        List.of(
            "-CA",
            authority.toString(),
            "-CAkey",
            authorityKey.toString(),
            "-addext",
            "subjectAltName=DNS:localhost",
            "-addext",
            "basicConstraints=critical,CA:FALSE"));
    return new Certificates(authority, certificate, key);
  }

  private static void openssl(String subject, Path key, Path certificate, List<String> more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Peers.require("openssl", "openssl").toString());
    command.addAll(List.of("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"));
    command.addAll(List.of("-subj", subject, "-keyout", key.toString()));
    command.addAll(List.of("-out", certificate.toString()));
    command.addAll(more);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(output);
    }
  }

  private void pass(HttpServerRequest request, Buffer body) {
    if (!allowed.equals(request.getHeader("Authorization"))) {
      refused.incrementAndGet();
      request
          .response()
          .setStatusCode(401)
          .putHeader("WWW-Authenticate", "Basic realm=\"store\"")
          .end("<html>401 Authorization Required</html>");
      return;
    }
    HttpRequest.Builder onward =
        HttpRequest.newBuilder(URI.create(behind + request.uri()))
            .method(request.method().name(), BodyPublishers.ofByteArray(body.getBytes()));
    String type = request.getHeader("Content-Type");
    if (type != null) {
      onward.header("Content-Type", type);
    }
    client
        .sendAsync(onward.build(), BodyHandlers.ofByteArray())
        .whenComplete((answer, failure) -> vertx.runOnContext(_ -> back(request, answer)));
  }

  private static void back(HttpServerRequest request, HttpResponse<byte[]> answer) {
    if (answer == null) {
      request.response().setStatusCode(502).end();
      return;
    }
    answer
        .headers()
        .firstValue("Content-Type")
        .ifPresent(type -> request.response().putHeader("Content-Type", type));
    request.response().setStatusCode(answer.statusCode()).end(Buffer.buffer(answer.body()));
  }

  int port() {
    return server.actualPort();
  }

  Path authority() {
    return certificates.authority();
  }

  /** Requests that came without the right name and password. */
  int refused() {
    return refused.get();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      server.close().await();
      vertx.close().await();
      client.close();
    }
  }
}
