package dev.weft.server.kubernetes;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs service-account tokens as an API server does, and others as none would. */
public final class TestCluster {
  /** What {@code iss} is. */
  public static final String ISSUER = "https://kubernetes.default.svc.cluster.local";

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private TestCluster() {}

  /**
   * A key of an issuer.
   *
   * @param kid its name
   * @param pair RSA of 2048 bits, or P-256
   */
  public record IssuerKey(String kid, KeyPair pair) {
    /** A new RSA key. */
    public static IssuerKey rsa(String kid) throws GeneralSecurityException {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return new IssuerKey(kid, generator.generateKeyPair());
    }

    /** A new key on P-256. */
    public static IssuerKey ec(String kid) throws GeneralSecurityException {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return new IssuerKey(kid, generator.generateKeyPair());
    }

    String algorithm() {
      return pair.getPublic() instanceof RSAPublicKey ? "RS256" : "ES256";
    }

    JsonObject jwk() {
      JsonObject.Builder jwk =
          JsonObject.builder().put("kid", kid).put("use", "sig").put("alg", algorithm());
      if (pair.getPublic() instanceof RSAPublicKey rsa) {
        return jwk.put("kty", "RSA")
            .put("n", number(rsa.getModulus(), 256))
            .put("e", number(rsa.getPublicExponent(), 3))
            .build();
      }
      ECPublicKey ec = (ECPublicKey) pair.getPublic();
      return jwk.put("kty", "EC")
          .put("crv", "P-256")
          .put("x", number(ec.getW().getAffineX(), 32))
          .put("y", number(ec.getW().getAffineY(), 32))
          .build();
    }

    /** A token with these claims, as the cluster would make it. */
    public String sign(JsonObject claims) throws GeneralSecurityException {
      return sign(
          JsonObject.builder().put("alg", algorithm()).put("kid", kid).build(),
          JsonWriter.write(claims));
    }

    /** A token with this header and payload, signed by this key whatever the header says. */
    public String sign(JsonObject header, String payload) throws GeneralSecurityException {
      String signed = encode(JsonWriter.write(header)) + "." + encode(payload);
      Signature signature =
          Signature.getInstance(
              algorithm().equals("RS256") ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
      signature.initSign(pair.getPrivate());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + BASE64.encodeToString(signature.sign());
    }
  }

  /** The key set of these keys. */
  public static String jwks(IssuerKey... keys) {
    return JsonWriter.write(
        JsonObject.builder()
            .put(
                "keys",
                new JsonArray(List.copyOf(Arrays.stream(keys).map(IssuerKey::jwk).toList())))
            .build());
  }

  /** What the token of a pod of {@code shop/orders} claims. */
  public static JsonObject claims(Instant now) {
    return claims("shop", "orders", now);
  }

  /** What the token of a pod of that service account claims. */
  public static JsonObject claims(String namespace, String account, Instant now) {
    return JsonObject.builder()
        .put("iss", ISSUER)
        .put("sub", "system:serviceaccount:" + namespace + ":" + account)
        .put("aud", new JsonArray(List.of(new JsonString("weft"))))
        .put("iat", now.getEpochSecond())
        .put("nbf", now.getEpochSecond())
        .put("exp", now.getEpochSecond() + 3600)
        .put("jti", "0f6f0f0e-2f6e-4b1e-9f0e-0d8d7c1f1a11")
        .put(
            "kubernetes.io",
            JsonObject.builder()
                .put("namespace", namespace)
                .put("serviceaccount", object(account, "5a1c3c1e-aaaa-4d0e-8b1a-000000000001"))
                .put("pod", object(account + "-7d9f", "5a1c3c1e-bbbb-4d0e-8b1a-000000000002"))
                .put("node", object("worker-1", "5a1c3c1e-cccc-4d0e-8b1a-000000000003"))
                .put("warnafter", now.getEpochSecond() + 3600)
                .build())
        .build();
  }

  /** The claims with another {@code kubernetes.io}, in which {@code member} is {@code value}. */
  public static JsonObject with(JsonObject claims, String member, JsonObject value) {
    return claims.with("kubernetes.io", claims.object("kubernetes.io").with(member, value));
  }

  static JsonObject object(String name, String uid) {
    return JsonObject.builder().put("name", name).put("uid", uid).build();
  }

  /** A token that takes a public key, which everybody has, for a shared secret. */
  static String hmac(PublicKey publicKey, String kid, JsonObject claims)
      throws GeneralSecurityException {
    JsonObject header = JsonObject.builder().put("alg", "HS256").put("kid", kid).build();
    String signed = encode(JsonWriter.write(header)) + "." + encode(JsonWriter.write(claims));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(publicKey.getEncoded(), "HmacSHA256"));
    return signed
        + "."
        + BASE64.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
  }

  static String encode(String json) {
    return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String number(BigInteger number, int length) {
    byte[] bytes = number.toByteArray();
    byte[] padded = new byte[length];
    int size = Math.min(length, bytes.length);
    System.arraycopy(bytes, bytes.length - size, padded, length - size, size);
    return BASE64.encodeToString(padded);
  }
}
