package songlam.core.store.opensearch;

import java.net.URI;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where the store answers, and how we prove who we are.
 *
 * @param uri {@code https://host:port}, or {@code http:} for a store that asks nobody
 * @param tls whom we trust and the certificate we show, null for what the JDK trusts
 * @param username null without sign-in
 * @param password null without sign-in
 */
public record StoreAddress(
    URI uri, @Nullable SSLContext tls, @Nullable String username, @Nullable String password) {
  public StoreAddress {
    String scheme = uri.getScheme();
    if (uri.getHost() == null || !("https".equals(scheme) || "http".equals(scheme))) {
      throw new IllegalArgumentException(
          "store.url: " + uri + " (expected: for example https://opensearch.example.com:9200)");
    }
  }

  /** The port, also when the address leaves it to the scheme. */
  public int port() {
    return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
