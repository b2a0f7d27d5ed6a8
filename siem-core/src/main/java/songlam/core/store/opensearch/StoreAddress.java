package songlam.core.store.opensearch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
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

  /**
   * A store that somebody else runs.
   *
   * @param authority PEM file of the authority that signed its certificate, null for what the JDK
   *     trusts
   * @throws IllegalArgumentException when the file is no certificate; the message names it
   */
  public static StoreAddress of(
      URI uri, @Nullable String username, @Nullable String password, @Nullable Path authority) {
    return new StoreAddress(
        uri, authority == null ? null : trusting(authority), username, password);
  }

  private static SSLContext trusting(Path authority) {
    try (InputStream in = Files.newInputStream(authority)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + number++, one);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "store authority: " + authority + " (expected: a readable PEM certificate)", e);
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
