package songlam.core.store.opensearch.guard;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;

/** TLS 1.3 with one client: whoever cannot prove to be it does not get as far as a request. */
final class PinnedTls {
  static final String FILE = "guard.p12";

  /** The file's mode guards it; PKCS #12 wants some password. */
  private static final char[] PASSWORD = "songlam".toCharArray();

  private final SSLContext context;

  private PinnedTls(SSLContext context) {
    this.context = context;
  }

  static PinnedTls read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return new PinnedTls(context);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(
          file + ": " + e.getMessage() + " (expected: the guard's key store)", e);
    }
  }

  SSLEngine serverEngine() {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setNeedClientAuth(true);
    engine.setEnabledProtocols(new String[] {"TLSv1.3"});
    return engine;
  }
}
