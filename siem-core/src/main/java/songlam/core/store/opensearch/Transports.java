package songlam.core.store.opensearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.opensearch.client.json.JsonpMapper;
import org.opensearch.client.transport.OpenSearchTransport;
import org.opensearch.client.transport.httpclient5.ApacheHttpClient5TransportBuilder;

/** Makes the HTTP side of the client: TLS, sign-in, patience, no retries of its own. */
final class Transports {
  private static final int CONNECTIONS = 32;
  private static final Timeout CONNECT = Timeout.ofSeconds(5);
  private static final Timeout ANSWER = Timeout.ofSeconds(60);

  /** A connection unused for longer is looked at before it is used. */
  private static final TimeValue TRUSTED = TimeValue.ofSeconds(1);

  private Transports() {}

  static OpenSearchTransport to(StoreAddress address, JsonpMapper mapper) {
    HttpHost host =
        new HttpHost(address.uri().getScheme(), address.uri().getHost(), address.port());
    ApacheHttpClient5TransportBuilder builder = ApacheHttpClient5TransportBuilder.builder(host);
    String path = address.uri().getPath();
    if (!path.isEmpty() && !path.equals("/")) {
      builder.setPathPrefix(path);
    }
    return builder
        .setMapper(mapper)
        .setChunkedEnabled(false)
        .setConnectionConfigCallback(
            c -> c.setConnectTimeout(CONNECT).setValidateAfterInactivity(TRUSTED))
        .setRequestConfigCallback(r -> r.setResponseTimeout(ANSWER))
        .setHttpClientConfigCallback(
            http -> {
              http.disableAutomaticRetries();
              http.disableCookieManagement();
              // A connection that showed a certificate belongs to nobody in particular: without
              // this each request would be a TLS handshake of its own.
              http.disableConnectionState();
              http.setConnectionManager(connections(address).build());
              if (address.username() != null && address.password() != null) {
                // At once: when asked for it only, each request would be sent twice.
                http.setDefaultHeaders(List.of(signIn(address.username(), address.password())));
                http.disableRedirectHandling();
              }
              return http;
            })
        .build();
  }

  private static Header signIn(String username, String password) {
    byte[] pair = (username + ":" + password).getBytes(UTF_8);
    String value = "Basic " + Base64.getEncoder().encodeToString(pair);
    return new BasicHeader(HttpHeaders.AUTHORIZATION, value, true);
  }

  private static PoolingAsyncClientConnectionManagerBuilder connections(StoreAddress address) {
    ClientTlsStrategyBuilder tls = ClientTlsStrategyBuilder.create();
    if (address.tls() != null) {
      tls.setSslContext(address.tls());
    }
    return PoolingAsyncClientConnectionManagerBuilder.create()
        .setTlsStrategy(tls.buildAsync())
        .setDefaultTlsConfig(
            TlsConfig.custom().setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1).build())
        .setMaxConnPerRoute(CONNECTIONS)
        .setMaxConnTotal(CONNECTIONS);
  }
}
