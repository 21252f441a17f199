package dev.weft.it.harness;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.List;

/** Signs tokens with a key of its own (RFC 7515, ES256). */
public final class TokenSigner {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final int COORDINATE_BYTES = 32;

  private final KeyPair keys = TestCa.newKeys();

  /** The key set (RFC 7517), as a policy's {@code jwks} has it. */
  public String keySet() {
    ECPublicKey key = (ECPublicKey) keys.getPublic();
    JsonObject entry =
        JsonObject.builder()
            .put("kty", "EC")
            .put("crv", "P-256")
            .put("alg", "ES256")
            .put("kid", "k")
            .put("x", coordinate(key.getW().getAffineX()))
            .put("y", coordinate(key.getW().getAffineY()))
            .build();
    return JsonWriter.write(
        JsonObject.builder().put("keys", new JsonArray(List.of(entry))).build());
  }

  /** A token with these claims. */
  public String sign(JsonObject claims) throws GeneralSecurityException {
    JsonObject header = JsonObject.builder().put("alg", "ES256").put("kid", "k").build();
    String signed = base64(header) + "." + base64(claims);
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initSign(keys.getPrivate());
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + BASE64.encodeToString(signature.sign());
  }

  private static String base64(JsonObject json) {
    return BASE64.encodeToString(JsonWriter.writeBytes(json));
  }

  private static String coordinate(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] padded = new byte[COORDINATE_BYTES];
    int length = Math.min(COORDINATE_BYTES, bytes.length);
    System.arraycopy(bytes, bytes.length - length, padded, COORDINATE_BYTES - length, length);
    return BASE64.encodeToString(padded);
  }
}
