package dev.weft.server.store.sealed;

import dev.weft.server.store.StoreException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys of AES-256, derived from one secret with PBKDF2-HMAC-SHA256 (RFC 8018) in as many iterations
 * as OWASP's Password Storage Cheat Sheet asks for. Not thread-safe.
 */
final class SealingKeys {
  static final long ITERATIONS = 600_000;
  private static final long MOST_ITERATIONS = 20_000_000;
  private static final int SALT_BYTES = 32;
  private static final int KEY_BITS = 256;

  private final String secret;
  private final Map<String, SecretKeySpec> derived = new HashMap<>();

  SealingKeys(String secret) {
    this.secret = secret;
  }

  static String newSalt() {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return HexFormat.of().formatHex(salt);
  }

  SecretKeySpec key(String salt, long iterations) throws GeneralSecurityException {
    if (iterations < ITERATIONS || iterations > MOST_ITERATIONS) {
      throw new StoreException(
          "sealed: "
              + iterations
              + " iterations (expected: "
              + ITERATIONS
              + " to "
              + MOST_ITERATIONS
              + ")");
    }
    SecretKeySpec known = derived.get(salt + iterations);
    if (known != null) {
      return known;
    }
    PBEKeySpec spec =
        new PBEKeySpec(
            secret.toCharArray(), HexFormat.of().parseHex(salt), (int) iterations, KEY_BITS);
    try {
      byte[] bytes =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      SecretKeySpec key = new SecretKeySpec(bytes, "AES");
      derived.put(salt + iterations, key);
      return key;
    } finally {
      spec.clearPassword();
    }
  }
}
