package dev.weft.enforcer.request;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/** Signs tokens with a key that nobody else has (RFC 7515, ES256). */
final class SigningIssuer {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final KeyPair keys;

  SigningIssuer() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    this.keys = generator.generateKeyPair();
  }

  /** The key set, as a policy's {@code jwks} has it within its own quotes. */
  String jwks() {
    ECPublicKey key = (ECPublicKey) keys.getPublic();
    return "{'keys':[{'kty':'EC','crv':'P-256','alg':'ES256','kid':'k','x':'%s','y':'%s'}]}"
        .formatted(coordinate(key.getW().getAffineX()), coordinate(key.getW().getAffineY()))
        .replace("'", "\\\"");
  }

  String sign(String payload) throws GeneralSecurityException {
    String signed =
        text("{\"alg\":\"ES256\",\"kid\":\"k\"}") + "." + text(payload.replace('\'', '"'));
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initSign(keys.getPrivate());
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + BASE64.encodeToString(signature.sign());
  }

  private static String text(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String coordinate(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] padded = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, padded, 32 - length, length);
    return BASE64.encodeToString(Arrays.copyOf(padded, 32));
  }
}
