package songlam.core.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayInputStream;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import songlam.core.journal.InMemorySystemStore;

class CertificateAuthorityTest {
  private static final List<String> NAMES = List.of("localhost", "127.0.0.1", "ioc.example.vn");

  private final InMemorySystemStore store = new InMemorySystemStore();
  private final Clock clock = Clock.systemUTC();

  @Test
  void theServersCertificateIsValidUnderTheAuthorityAndNamesWhatItAnswersTo() throws Exception {
    CertificateAuthority authority = authorityAt(clock);
    List<X509Certificate> chain = certificates(authority.server(NAMES).certificates());
    X509Certificate root = certificates(authority.certificate()).getFirst();
    PKIXParameters trust = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
    trust.setRevocationEnabled(false);
    CertPathValidator.getInstance("PKIX")
        .validate(factory().generateCertPath(chain.subList(0, 1)), trust);
    List<Object> names =
        chain.getFirst().getSubjectAlternativeNames().stream().<Object>map(n -> n.get(1)).toList();
    assertEquals(Set.copyOf(NAMES), Set.copyOf(names));
  }

  @Test
  void theSameIdentityComesBackUntilItEndsSoonOrIsToAnswerToOtherNames() {
    String first = authorityAt(clock).server(NAMES).certificates();
    assertEquals(first, authorityAt(clock).server(NAMES).certificates());
    Clock aYearOn = Clock.offset(clock, Duration.ofDays(370));
    assertNotEquals(first, authorityAt(aYearOn).server(NAMES).certificates());
    assertNotEquals(first, authorityAt(clock).server(List.of("localhost")).certificates());
  }

  private CertificateAuthority authorityAt(Clock now) {
    return new CertificateAuthority(store, new SecureRandom(), now);
  }

  private static List<X509Certificate> certificates(String pem) throws CertificateException {
    return factory().generateCertificates(new ByteArrayInputStream(pem.getBytes(US_ASCII))).stream()
        .map(X509Certificate.class::cast)
        .toList();
  }

  private static CertificateFactory factory() throws CertificateException {
    return CertificateFactory.getInstance("X.509");
  }
}
