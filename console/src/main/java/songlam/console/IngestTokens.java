package songlam.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import songlam.collectors.listen.http.TokenCheck;
import songlam.core.access.Role;
import songlam.core.access.Tokens;

/**
 * Takes a token of role ingest however a shipper can send it: {@code Bearer SECRET}, {@code ApiKey
 * base64(ID:SECRET)} as Beats do, {@code Basic base64(NAME:SECRET)}.
 */
final class IngestTokens implements TokenCheck {
  private final Tokens tokens;
  private final String own;

  /**
   * @param own a secret of this process, known to nobody else and kept nowhere
   */
  IngestTokens(Tokens tokens, String own) {
    this.tokens = tokens;
    this.own = own;
  }

  @Override
  public boolean mayIngest(@Nullable String authorization) {
    return authorization != null && isIngestSecret(secret(authorization.strip()));
  }

  /** Whether this is the secret of a token of role ingest. */
  boolean isIngestSecret(String secret) {
    return isOwn(secret)
        || tokens.check(secret).filter(token -> token.role().includes(Role.INGEST)).isPresent();
  }

  private static String secret(String authorization) {
    int space = authorization.indexOf(' ');
    String scheme = space < 0 ? "" : authorization.substring(0, space);
    String rest = authorization.substring(space + 1).strip();
    return scheme.equalsIgnoreCase("Bearer") ? rest : afterColon(rest);
  }

  private static String afterColon(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), UTF_8);
      return pair.substring(pair.indexOf(':') + 1);
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }

  private boolean isOwn(String secret) {
    return MessageDigest.isEqual(secret.getBytes(UTF_8), own.getBytes(UTF_8));
  }
}
