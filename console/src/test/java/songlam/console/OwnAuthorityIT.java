package songlam.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import songlam.console.canary.Trust;
import songlam.core.access.Role;

/** Off loopback: who trusts the installation's own CA comes in, who does not stays out. */
@Timeout(120)
class OwnAuthorityIT {
  private static final int PATIENCE_MILLIS = 20_000;

  @TempDir private Path folder;

  @Test
  void clientsThatTrustTheAuthorityComeInAndNobodyElse() throws Exception {
    int input = RunningPlatform.freePort();
    String authority;
    X509Certificate first;
    try (Platform platform = start(input)) {
      authority = Files.readString(folder.resolve("data/ca.pem"));
      SSLSocketFactory trusting = Trust.in(authority).getSocketFactory();
      String address = platform.url();
      assertTrue(address.startsWith("https://"), address);
      int port = URI.create(address).getPort();
      assertEquals(200, status(trusting, "https://localhost:" + port + "/"));
      assertEquals(200, status(trusting, "https://127.0.0.1:" + port + "/"));
      for (String own : addresses()) {
        assertEquals(200, status(trusting, "https://" + own + ":" + port + "/"), own);
      }
      SSLSocketFactory stranger = (SSLSocketFactory) SSLSocketFactory.getDefault();
      assertThrows(SSLException.class, () -> status(stranger, "https://localhost:" + port + "/"));
      assertThrows(IOException.class, () -> plainStatus("http://localhost:" + port + "/"));

      first = certificate(trusting, "127.0.0.1", port);
      assertTrue(
          names(first)
              .containsAll(
                  Set.of("localhost", "127.0.0.1", InetAddress.getLocalHost().getHostName())),
          () -> String.valueOf(names(first)));

      assertThrows(SSLException.class, () -> send(stranger, input, "from a stranger"));
      send(trusting, input, "from a friend");
      JsonObject ledger = ledger(platform, trusting, port);
      for (long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
          stored(ledger) == 0 && System.nanoTime() < end;
          ledger = ledger(platform, trusting, port)) {
        Thread.sleep(100);
      }
      assertEquals(1, stored(ledger), ledger.encodePrettily());
      assertEquals(
          new JsonObject().put("malformed", 1),
          row(ledger).getJsonObject("raw").getJsonObject("dropped"),
          "the stranger's handshake");
    }
    try (Platform again = start(input)) {
      assertEquals(authority, Files.readString(folder.resolve("data/ca.pem")));
      int port = URI.create(again.url()).getPort();
      assertEquals(
          first,
          certificate(Trust.in(authority).getSocketFactory(), "localhost", port),
          "nothing is due");
    }
  }

  private Platform start(int input) throws IOException {
    Path config = folder.resolve("songlam.yml");
    Files.writeString(
        config,
        """
        console: {host: 0.0.0.0, port: 0}
        inputs:
          syslog-tls: {kind: tls, host: 0.0.0.0, port: %d}
        """
            .formatted(input));
    return Platform.start(
        Settings.read(config),
        new Installation(folder.resolve("data")),
        (_, _, _, _) -> Stores.inMemory(),
        false,
        _ -> {});
  }

  private static int status(SSLSocketFactory tls, String address) throws IOException {
    HttpsURLConnection connection =
        (HttpsURLConnection) URI.create(address).toURL().openConnection();
    connection.setSSLSocketFactory(tls);
    return connection.getResponseCode();
  }

  /** Where other machines reach this one, if they do. */
  private static List<String> addresses() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
        .filter(address -> !address.isLinkLocalAddress())
        .map(InetAddress::getHostAddress)
        .toList();
  }

  private static int plainStatus(String address) throws IOException {
    return ((HttpURLConnection) URI.create(address).toURL().openConnection()).getResponseCode();
  }

  /** The server's own, after a handshake that holds its name against the one asked for. */
  private static X509Certificate certificate(SSLSocketFactory tls, String host, int port)
      throws IOException {
    try (SSLSocket socket = connect(tls, host, port)) {
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  private static SSLSocket connect(SSLSocketFactory tls, String host, int port) throws IOException {
    SSLSocket socket = (SSLSocket) tls.createSocket(host, port);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(PATIENCE_MILLIS);
    try {
      socket.startHandshake();
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return socket;
  }

  private static void send(SSLSocketFactory tls, int port, String message) throws IOException {
    String line = "<13>1 2026-11-24T03:00:00Z web-01 app - - - " + message;
    try (SSLSocket socket = connect(tls, "127.0.0.1", port);
        OutputStream out = socket.getOutputStream()) {
      out.write((line.length() + " " + line).getBytes(UTF_8));
    }
  }

  private static Set<String> names(X509Certificate certificate) {
    try {
      return certificate.getSubjectAlternativeNames().stream()
          .map(name -> String.valueOf(name.get(1)))
          .collect(Collectors.toSet());
    } catch (CertificateParsingException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonObject ledger(Platform platform, SSLSocketFactory tls, int port)
      throws IOException {
    HttpsURLConnection connection =
        (HttpsURLConnection)
            URI.create("https://localhost:" + port + "/api/v1/ledger").toURL().openConnection();
    connection.setSSLSocketFactory(tls);
    connection.setRequestProperty(
        "Authorization", "Bearer " + platform.newToken("test", Role.ANALYST));
    return new JsonObject(new String(connection.getInputStream().readAllBytes(), UTF_8));
  }

  private static long stored(JsonObject ledger) {
    JsonObject events = row(ledger).getJsonObject("events");
    return events == null ? 0 : events.getLong("stored");
  }

  /** Empty while nothing came. */
  private static JsonObject row(JsonObject ledger) {
    return ledger.getJsonArray("sources").stream()
        .map(JsonObject.class::cast)
        .filter(source -> source.getString("source").equals("syslog-tls"))
        .findFirst()
        .orElseGet(JsonObject::new);
  }
}
