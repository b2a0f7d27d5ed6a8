package songlam.core.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import songlam.core.journal.SystemStore;
import songlam.core.journal.SystemStore.Family;

/**
 * The installation's own small CA, made at first start and kept in the system store: ten years for
 * the authority, 397 days for the server, whose certificate is renewed when fewer than 30 are left
 * or it is to answer to other names. Safe for many threads.
 */
public final class CertificateAuthority {
  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3_650);
  private static final Duration SERVER_LIFE = Duration.ofDays(397);
  private static final Duration RENEW_BEFORE = Duration.ofDays(30);
  private static final String AUTHORITY = "authority";
  private static final String SERVER = "server";

  private final SystemStore store;
  private final SecureRandom random;
  private final Clock clock;
  private final CertificateMaker maker;

  public CertificateAuthority(SystemStore store, SecureRandom random, Clock clock) {
    this.store = store;
    this.random = random;
    this.clock = clock;
    this.maker = new CertificateMaker(random, clock);
  }

  /**
   * A private key and the certificates that go with it, its own first, all PEM.
   *
   * @param key PKCS #8
   */
  public record Identity(String key, String certificates) {}

  /** The authority's certificate, PEM: what clients must trust. */
  public synchronized String certificate() {
    return authority().certificates();
  }

  /**
   * The server's key and chain.
   *
   * @param names host names and addresses it answers to
   */
  public synchronized Identity server(Collection<String> names) {
    SortedSet<String> sorted = new TreeSet<>(names);
    String wanted = String.join(" ", sorted);
    if (wanted.equals(text(SERVER + ".names"))) {
      Identity kept = kept(SERVER);
      if (maker.endOf(kept).isAfter(clock.instant().plus(RENEW_BEFORE))) {
        return kept;
      }
    }
    Identity made = maker.server(authority(), sorted, SERVER_LIFE);
    keep(SERVER, made);
    store.put(Family.CERTIFICATES, SERVER + ".names", wanted.getBytes(UTF_8));
    return made;
  }

  private Identity authority() {
    if (store.get(Family.CERTIFICATES, AUTHORITY + ".crt").isPresent()) {
      return kept(AUTHORITY);
    }
    String name = new BigInteger(40, random).toString(36);
    Identity made = maker.authority("Song Lam CA " + name, AUTHORITY_LIFE);
    keep(AUTHORITY, made);
    return made;
  }

  private Identity kept(String what) {
    return new Identity(text(what + ".key"), text(what + ".crt"));
  }

  private void keep(String what, Identity identity) {
    store.put(Family.CERTIFICATES, what + ".key", identity.key().getBytes(UTF_8));
    store.put(Family.CERTIFICATES, what + ".crt", identity.certificates().getBytes(UTF_8));
  }

  private String text(String key) {
    return store.get(Family.CERTIFICATES, key).map(bytes -> new String(bytes, UTF_8)).orElse("");
  }
}
