package songlam.core.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.Optional;
import songlam.core.journal.SystemStore;
import songlam.core.journal.SystemStore.Family;

/** One-time sign-in links: how an account gets its first password, or a new one. */
public final class SignInLinks {
  private static final long LIFETIME_MILLIS = 24 * 3_600_000L;

  private final SystemStore store;
  private final SecureRandom random;

  public SignInLinks(SystemStore store, SecureRandom random) {
    this.store = store;
    this.random = random;
  }

  /** The secret of a new link for this account; valid once, for 24 hours. */
  public String issue(String account, long now) {
    String secret = Secret.make(random);
    String value = (now + LIFETIME_MILLIS) + " " + account;
    store.put(Family.LINKS, Secret.digest(secret), value.getBytes(UTF_8));
    return secret;
  }

  /** The account the link is for; using it up. Empty when unknown, used or too old. */
  public synchronized Optional<String> redeem(String secret, long now) {
    String digest = Secret.digest(secret);
    Optional<byte[]> kept = store.get(Family.LINKS, digest);
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    store.delete(Family.LINKS, digest);
    String[] parts = new String(kept.get(), UTF_8).split(" ", 2);
    return Long.parseLong(parts[0]) < now ? Optional.empty() : Optional.of(parts[1]);
  }
}
