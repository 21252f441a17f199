package dev.weft.core.token;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.core.json.JsonWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** An issuer of tokens with one key. */
public final class TestIssuer {
  private final String alg;
  private final String kid;
  private final KeyPair keys;

  private TestIssuer(String alg, String kid, KeyPair keys) {
    this.alg = alg;
    this.kid = kid;
    this.keys = keys;
  }

  /** An issuer with a new key for {@code alg}; {@code kid} may be empty. */
  public static TestIssuer of(String alg, String kid) {
    try {
      return new TestIssuer(alg, kid, generate(alg));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same key under another algorithm's name. */
  TestIssuer claiming(String otherAlg) {
    return new TestIssuer(otherAlg, kid, keys);
  }

  /** A key set of these issuers' keys. */
  public static String jwks(TestIssuer... issuers) {
    List<JsonValue> keys = Stream.of(issuers).map(it -> (JsonValue) it.jwk().build()).toList();
    return JsonWriter.write(JsonObject.builder().put("keys", new JsonArray(keys)).build());
  }

  /** The public key, without {@code alg}. */
  JsonObject.Builder jwk() {
    JsonObject.Builder json = JsonObject.builder();
    if (!kid.isEmpty()) {
      json.put("kid", kid);
    }
    if (keys.getPublic() instanceof RSAPublicKey rsa) {
      return json.put("kty", "RSA")
          .put("n", encode(unsigned(rsa.getModulus(), 0)))
          .put("e", encode(unsigned(rsa.getPublicExponent(), 0)));
    }
    if (keys.getPublic() instanceof ECPublicKey ec) {
      int bits = ec.getParams().getCurve().getField().getFieldSize();
      int length = (bits + 7) / 8;
      return json.put("kty", "EC")
          .put("crv", "P-" + bits)
          .put("x", encode(unsigned(ec.getW().getAffineX(), length)))
          .put("y", encode(unsigned(ec.getW().getAffineY(), length)));
    }
    byte[] spki = ((EdECPublicKey) keys.getPublic()).getEncoded();
    return json.put("kty", "OKP")
        .put("crv", "Ed25519")
        .put("x", encode(Arrays.copyOfRange(spki, spki.length - 32, spki.length)));
  }

  /** A token with this payload; quotes may be single. */
  public String sign(String payload) {
    String named = kid.isEmpty() ? "" : ",\"kid\":\"" + kid + "\"";
    return sign("{\"alg\":\"" + alg + "\"" + named + "}", payload);
  }

  /** A token with this header and payload; quotes may be single. */
  String sign(String header, String payload) {
    String signed = encode(header) + "." + encode(payload);
    try {
      Signature signature = signature();
      signature.initSign(keys.getPrivate());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + encode(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String encode(String json) {
    return encode(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private Signature signature() throws GeneralSecurityException {
    String digest = alg.substring(alg.length() - 3);
    if (keys.getPublic() instanceof EdECPublicKey) {
      return Signature.getInstance("Ed25519");
    }
    if (keys.getPublic() instanceof ECPublicKey) {
      return Signature.getInstance("SHA" + digest + "withECDSAinP1363Format");
    }
    if (!alg.startsWith("PS")) {
      return Signature.getInstance("SHA" + digest + "withRSA");
    }
    Signature pss = Signature.getInstance("RSASSA-PSS");
    String name = "SHA-" + digest;
    pss.setParameter(
        new PSSParameterSpec(
            name, "MGF1", new MGF1ParameterSpec(name), Integer.parseInt(digest) / 8, 1));
    return pss;
  }

  private static KeyPair generate(String alg) throws GeneralSecurityException {
    String kind = alg.equals("EdDSA") ? "Ed25519" : alg.startsWith("ES") ? "EC" : "RSA";
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
    if (kind.equals("EC")) {
      String curve = alg.equals("ES512") ? "secp521r1" : "secp" + alg.substring(2) + "r1";
      generator.initialize(new ECGenParameterSpec(curve));
    } else if (kind.equals("RSA")) {
      generator.initialize(2048);
    }
    return generator.generateKeyPair();
  }

  private static byte[] unsigned(BigInteger number, int length) {
    byte[] bytes = number.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    int size = Math.max(length, bytes.length - from);
    byte[] padded = new byte[size];
    System.arraycopy(bytes, from, padded, size - (bytes.length - from), bytes.length - from);
    return padded;
  }
}
