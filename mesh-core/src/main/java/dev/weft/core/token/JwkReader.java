package dev.weft.core.token;

import dev.weft.core.identity.JdkProviders;
import dev.weft.core.identity.JdkProviders.SignatureKind;
import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads single keys (RFC 7518 section 6, RFC 8037 section 2). Certificates in {@code x5c} play no
 * part: the set is trusted for where it comes from.
 */
final class JwkReader {
  /** RFC 7518 sections 3.3 and 3.5. */
  private static final int MIN_RSA_BITS = 2048;

  private static final int MAX_RSA_BITS = 16384;

  private static final Map<String, String> CURVES =
      Map.of("P-256", "secp256r1", "P-384", "secp384r1", "P-521", "secp521r1");

  /** The DER of a SubjectPublicKeyInfo up to Ed25519's 32 bytes (RFC 8410 section 4). */
  private static final byte[] ED25519_SPKI = {
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00
  };

  private JwkReader() {}

  /**
   * The key, or null when it is none that can verify a token here: of an unknown kind, curve or
   * algorithm, for something else than signatures, or too weak (RFC 7517 section 5).
   *
   * @throws KeyFormatException when a key of a known kind is malformed
   */
  static @Nullable Jwk read(JsonObject json) throws KeyFormatException {
    if (!verifies(json)) {
      return null;
    }
    String alg = json.string("alg");
    JwsAlgorithm algorithm = alg == null ? null : JwsAlgorithm.of(alg);
    if (alg != null && algorithm == null) {
      return null;
    }
    PublicKey key;
    try {
      key = key(json);
    } catch (GeneralSecurityException e) {
      throw new KeyFormatException("key: refused by the JDK (expected: a valid public key)");
    }
    if (key == null || (algorithm != null && !algorithm.fits(key))) {
      return null;
    }
    String kid = json.string("kid");
    return new Jwk(kid == null || kid.isEmpty() ? null : kid, algorithm, key);
  }

  private static boolean verifies(JsonObject json) {
    String use = json.string("use");
    boolean operation =
        json.get("key_ops") == null
            || (json.get("key_ops") instanceof JsonArray operations
                && operations.values().contains(JsonValue.of("verify")));
    return (use == null || use.equals("sig")) && operation;
  }

  private static @Nullable PublicKey key(JsonObject json)
      throws KeyFormatException, GeneralSecurityException {
    String kind = json.string("kty");
    if (kind == null) {
      throw new KeyFormatException("kty: missing (expected: the kind of key)");
    }
    return switch (kind) {
      case "RSA" -> rsa(json);
      case "EC" -> ec(json);
      case "OKP" -> okp(json);
      default -> null;
    };
  }

  private static @Nullable PublicKey rsa(JsonObject json)
      throws KeyFormatException, GeneralSecurityException {
    BigInteger modulus = new BigInteger(1, bytes(json, "n"));
    BigInteger exponent = new BigInteger(1, bytes(json, "e"));
    int bits = modulus.bitLength();
    if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS || exponent.bitLength() > 64) {
      return null;
    }
    return JdkProviders.keyFactory("RSA", SignatureKind.RSA)
        .generatePublic(new RSAPublicKeySpec(modulus, exponent));
  }

  private static @Nullable PublicKey ec(JsonObject json)
      throws KeyFormatException, GeneralSecurityException {
    String name = CURVES.get(String.valueOf(json.string("crv")));
    if (name == null) {
      return null;
    }
    ECParameterSpec curve = JdkProviders.curve(name);
    ECPoint point =
        new ECPoint(new BigInteger(1, bytes(json, "x")), new BigInteger(1, bytes(json, "y")));
    if (!isOn(curve.getCurve(), point)) {
      throw new KeyFormatException("x, y: not a point of the curve (expected: one)");
    }
    return JdkProviders.keyFactory("EC", SignatureKind.CURVE)
        .generatePublic(new ECPublicKeySpec(point, curve));
  }

  private static boolean isOn(EllipticCurve curve, ECPoint point) {
    BigInteger p = ((ECFieldFp) curve.getField()).getP();
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    BigInteger right = x.pow(2).add(curve.getA()).multiply(x).add(curve.getB());
    return x.compareTo(p) < 0
        && y.compareTo(p) < 0
        && y.pow(2).subtract(right).mod(p).signum() == 0;
  }

  private static @Nullable PublicKey okp(JsonObject json)
      throws KeyFormatException, GeneralSecurityException {
    if (!"Ed25519".equals(json.string("crv"))) {
      return null;
    }
    byte[] x = bytes(json, "x");
    if (x.length != 32) {
      throw new KeyFormatException("x: " + x.length + " bytes (expected: 32)");
    }
    byte[] spki = new byte[ED25519_SPKI.length + x.length];
    System.arraycopy(ED25519_SPKI, 0, spki, 0, ED25519_SPKI.length);
    System.arraycopy(x, 0, spki, ED25519_SPKI.length, x.length);
    return JdkProviders.keyFactory("Ed25519", SignatureKind.CURVE)
        .generatePublic(new X509EncodedKeySpec(spki));
  }

  private static byte[] bytes(JsonObject json, String name) throws KeyFormatException {
    String text = json.string(name);
    byte[] bytes = text == null || text.length() > 4096 ? null : Base64Url.decode(text);
    if (bytes == null || bytes.length == 0) {
      throw new KeyFormatException(name + ": missing or malformed (expected: base64url)");
    }
    return bytes;
  }
}
