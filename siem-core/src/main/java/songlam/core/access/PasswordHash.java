package songlam.core.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106) with 19 MiB, two passes and one lane, in the PHC string format {@code
 * $argon2id$v=19$m=…,t=…,p=…$salt$hash}.
 */
final class PasswordHash {
  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();

  private final SecureRandom random;

  PasswordHash(SecureRandom random) {
    this.random = random;
  }

  String of(String password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s"
        .formatted(
            MEMORY_KIB,
            PASSES,
            ENCODER.encodeToString(salt),
            ENCODER.encodeToString(hash(password, salt)));
  }

  /** Whether the password is the one hashed; takes the same time whatever the answer. */
  boolean matches(String password, String encoded) {
    String[] parts = encoded.split("\\$");
    boolean known = parts.length == 6;
    byte[] salt = known ? Base64.getDecoder().decode(parts[4]) : new byte[SALT_BYTES];
    byte[] expected = known ? Base64.getDecoder().decode(parts[5]) : new byte[HASH_BYTES];
    return MessageDigest.isEqual(expected, hash(password, salt)) && known;
  }

  private static byte[] hash(String password, byte[] salt) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withSalt(salt)
            .withMemoryAsKB(MEMORY_KIB)
            .withIterations(PASSES)
            .withParallelism(1)
            .build());
    byte[] hash = new byte[HASH_BYTES];
    generator.generateBytes(password.getBytes(UTF_8), hash);
    return hash;
  }
}
