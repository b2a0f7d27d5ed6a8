package songlam.core.store.opensearch.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Two keys, one for each end, made anew each time the platform starts; each end trusts the other's
 * certificate and no other. Ours never touches a disk.
 *
 * @param server PKCS #12 for the server: its key, and whom it lets in
 * @param client what we show, and whom we believe
 */
record GuardKeys(byte[] server, SSLContext client) {
  private static final char[] PASSWORD = "songlam".toCharArray();
  private static final Duration LIFE = Duration.ofDays(3_650);

  static GuardKeys make() {
    try {
      Pair server = pair("CN=songlam-store");
      Pair client = pair("CN=songlam-platform");
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      store(server, client.certificate()).store(bytes, PASSWORD);
      return new GuardKeys(bytes.toByteArray(), context(store(client, server.certificate())));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("the guard's keys: " + e.getMessage(), e);
    }
  }

  private record Pair(KeyPair keys, X509Certificate certificate) {}

  private static Pair pair(String name)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair keys = generator.generateKeyPair();
    X500Name subject = new X500Name(name);
    Instant now = Instant.now();
    var builder =
        new JcaX509v3CertificateBuilder(
            subject,
            new BigInteger(64, new SecureRandom()),
            Date.from(now.minus(Duration.ofDays(1))),
            Date.from(now.plus(LIFE)),
            subject,
            keys.getPublic());
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
    return new Pair(keys, new JcaX509CertificateConverter().getCertificate(builder.build(signer)));
  }

  private static KeyStore store(Pair own, X509Certificate trusted)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    store.setKeyEntry(
        "own", own.keys().getPrivate(), PASSWORD, new X509Certificate[] {own.certificate()});
    store.setCertificateEntry("trusted", trusted);
    return store;
  }

  private static SSLContext context(KeyStore store) throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
