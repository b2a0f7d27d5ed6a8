package songlam.core.access;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import songlam.core.access.CertificateAuthority.Identity;

/** Makes X.509 certificates with P-256 keys (RFC 5280), through Bouncy Castle. */
final class CertificateMaker {
  private static final Duration CLOCK_SLACK = Duration.ofHours(1);
  private static final String SIGNATURE = "SHA256withECDSA";

  private final SecureRandom random;
  private final Clock clock;

  CertificateMaker(SecureRandom random, Clock clock) {
    this.random = random;
    this.clock = clock;
  }

  Identity authority(String name, Duration life) {
    try {
      KeyPair pair = newPair();
      X500Name subject = new X500Name("CN=" + name + ",O=Song Lam");
      X509v3CertificateBuilder builder = builder(subject, subject, life, pair.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      return new Identity(pem(pair.getPrivate()), pem(sign(builder, pair.getPrivate())));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw impossible(e);
    }
  }

  Identity server(Identity authority, Collection<String> names, Duration life) {
    try {
      KeyPair pair = newPair();
      X509CertificateHolder issuer = certificate(authority);
      X500Name subject = new X500Name("CN=" + names.iterator().next());
      X509v3CertificateBuilder builder =
          builder(issuer.getSubject(), subject, life, pair.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(issuer));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              names.stream().map(CertificateMaker::generalName).toArray(GeneralName[]::new)));
      String own = pem(sign(builder, privateKey(authority)));
      return new Identity(pem(pair.getPrivate()), own + authority.certificates());
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw impossible(e);
    }
  }

  /** When the identity's own certificate ends. */
  Instant endOf(Identity identity) {
    return certificate(identity).getNotAfter().toInstant();
  }

  private X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, Duration life, PublicKey key) throws IOException {
    try {
      Instant now = clock.instant();
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              issuer,
              new BigInteger(120, random).setBit(119),
              Date.from(now.minus(CLOCK_SLACK)),
              Date.from(now.plus(life)),
              subject,
              key);
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
      return builder;
    } catch (GeneralSecurityException e) {
      throw impossible(e);
    }
  }

  private X509CertificateHolder sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws OperatorCreationException {
    return builder.build(new JcaContentSignerBuilder(SIGNATURE).setSecureRandom(random).build(key));
  }

  private KeyPair newPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  private static GeneralName generalName(String name) {
    boolean address;
    try {
      InetAddress.ofLiteral(name);
      address = true;
    } catch (IllegalArgumentException hostName) {
      address = false;
    }
    return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name);
  }

  private static X509CertificateHolder certificate(Identity identity) {
    return parsed(identity.certificates(), X509CertificateHolder.class);
  }

  private static PrivateKey privateKey(Identity identity) throws IOException {
    return new JcaPEMKeyConverter().getPrivateKey(parsed(identity.key(), PrivateKeyInfo.class));
  }

  private static <T> T parsed(String pem, Class<T> type) {
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      return type.cast(parser.readObject());
    } catch (IOException e) {
      throw new UncheckedIOException("the system store's certificate cannot be read", e);
    }
  }

  private static String pem(Object object) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      if (object instanceof PrivateKey key) {
        writer.writeObject(new JcaPKCS8Generator(key, null));
      } else {
        writer.writeObject(object);
      }
    }
    return text.toString();
  }

  private static IllegalStateException impossible(Exception e) {
    return new IllegalStateException("a certificate could not be made", e);
  }
}
