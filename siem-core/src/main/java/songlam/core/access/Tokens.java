package songlam.core.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import songlam.core.journal.SystemStore;
import songlam.core.journal.SystemStore.Family;

/** API tokens. Safe for many threads; checking one costs a hash and a map look-up. */
public final class Tokens {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ID_LENGTH = 12;

  private final SystemStore store;
  private final SecureRandom random;
  private final ConcurrentMap<String, Token> byDigest = new ConcurrentHashMap<>();

  public Tokens(SystemStore store, SecureRandom random) {
    this.store = store;
    this.random = random;
    store.scan(Family.TOKENS, (digest, value) -> byDigest.put(digest, decode(value)));
  }

  /** A new token and its secret, which is told this once. */
  public Issued issue(String name, Role role, long now) {
    String secret = "sl_" + Secret.make(random);
    String digest = Secret.digest(secret);
    Token token = new Token(digest.substring(0, ID_LENGTH), name, role, now);
    try {
      store.put(Family.TOKENS, digest, JSON.writeValueAsBytes(token));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byDigest.put(digest, token);
    return new Issued(token, secret);
  }

  /** The token of this secret, if it is one of ours. */
  public Optional<Token> check(String secret) {
    return Optional.ofNullable(byDigest.get(Secret.digest(secret)));
  }

  /** All tokens, newest first. */
  public List<Token> list() {
    List<Token> tokens = new ArrayList<>(byDigest.values());
    tokens.sort((a, b) -> Long.compare(b.createdAt(), a.createdAt()));
    return tokens;
  }

  /**
   * @throws IllegalArgumentException when there is no such token
   */
  public void revoke(String id) {
    String digest =
        byDigest.entrySet().stream()
            .filter(entry -> entry.getValue().id().equals(id))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "token: " + id + " (expected: the id of an existing token)"));
    store.delete(Family.TOKENS, digest);
    byDigest.remove(digest);
  }

  private static Token decode(byte[] value) {
    try {
      return JSON.readValue(value, Token.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param secret what the client sends; not kept anywhere
   */
  public record Issued(Token token, String secret) {}
}
