package dev.weft.server.ca;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/** Reads PKCS#10 requests (RFC 2986) and checks that their sender holds the key. */
public final class SigningRequestReader {
  /** The longest request read, in characters; a P-256 request has about 500. */
  public static final int MAX_LENGTH = 8192;

  private static final Map<ASN1ObjectIdentifier, String> SIGNATURES =
      Map.of(
          X9ObjectIdentifiers.ecdsa_with_SHA256, "SHA256withECDSA",
          X9ObjectIdentifiers.ecdsa_with_SHA384, "SHA384withECDSA",
          X9ObjectIdentifiers.ecdsa_with_SHA512, "SHA512withECDSA");

  private SigningRequestReader() {}

  /**
   * Reads one request in PEM.
   *
   * @throws IllegalArgumentException when it is malformed, its key is not ECDSA P-256, or its
   *     signature is not by that key; the message is fit for the sender
   */
  public static SigningRequest read(String pem) {
    if (pem.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "csr: " + pem.length() + " characters (expected: at most " + MAX_LENGTH + ")");
    }
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      if (parser.readObject() instanceof PKCS10CertificationRequest request) {
        PublicKey key = key(request.getSubjectPublicKeyInfo());
        requireSignature(request, key);
        return new SigningRequest(key, wishes(request));
      }
    } catch (IOException | GeneralSecurityException | ClassCastException e) {
      throw new IllegalArgumentException(
          "csr: malformed (expected: one PKCS#10 request in PEM)", e);
    }
    throw new IllegalArgumentException("csr: missing (expected: one PKCS#10 request in PEM)");
  }

  private static PublicKey key(SubjectPublicKeyInfo info)
      throws GeneralSecurityException, IOException {
    if (!info.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
        || !SECObjectIdentifiers.secp256r1.equals(info.getAlgorithm().getParameters())) {
      throw new IllegalArgumentException("csr: key of another kind (expected: ECDSA P-256)");
    }
    PublicKey key =
        KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(info.getEncoded()));
    if (!(key instanceof ECPublicKey point) || !isOnCurve(point)) {
      throw new IllegalArgumentException("csr: key is no point of the curve (expected: P-256)");
    }
    return key;
  }

  /** SEC 1, section 3.2.2.1; the JDK's key factory does not check it. */
  private static boolean isOnCurve(ECPublicKey key) {
    EllipticCurve curve = key.getParams().getCurve();
    BigInteger p = ((ECFieldFp) curve.getField()).getP();
    ECPoint w = key.getW();
    if (w.equals(ECPoint.POINT_INFINITY)
        || w.getAffineX().compareTo(p) >= 0
        || w.getAffineY().compareTo(p) >= 0) {
      return false;
    }
    BigInteger left = w.getAffineY().pow(2).mod(p);
    BigInteger x = w.getAffineX();
    BigInteger right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB()).mod(p);
    return left.equals(right);
  }

  private static void requireSignature(PKCS10CertificationRequest request, PublicKey key)
      throws GeneralSecurityException, IOException {
    String algorithm = SIGNATURES.get(request.getSignatureAlgorithm().getAlgorithm());
    if (algorithm == null) {
      throw new IllegalArgumentException("csr: signed otherwise (expected: ECDSA with SHA-2)");
    }
    Signature signature = Signature.getInstance(algorithm);
    signature.initVerify(key);
    signature.update(
        request.toASN1Structure().getCertificationRequestInfo().getEncoded(ASN1Encoding.DER));
    boolean good;
    try {
      good = signature.verify(request.getSignature());
    } catch (java.security.SignatureException e) {
      good = false;
    }
    if (!good) {
      throw new IllegalArgumentException("csr: bad signature (expected: by the key in it)");
    }
  }

  private static List<String> wishes(PKCS10CertificationRequest request) {
    List<String> wishes = new ArrayList<>();
    for (Attribute attribute : request.getAttributes()) {
      if (!attribute.getAttrType().equals(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest)) {
        wishes.add("attribute " + attribute.getAttrType());
        continue;
      }
      attribute
          .getAttrValues()
          .forEach(value -> addExtensions(Extensions.getInstance(value), wishes));
    }
    return wishes;
  }

  private static void addExtensions(Extensions extensions, List<String> wishes) {
    for (ASN1ObjectIdentifier id : extensions.getExtensionOIDs()) {
      if (!id.equals(Extension.subjectAlternativeName)) {
        wishes.add("extension " + id);
        continue;
      }
      GeneralNames names = GeneralNames.fromExtensions(extensions, id);
      for (GeneralName name : names.getNames()) {
        wishes.add(
            name.getTagNo() == GeneralName.uniformResourceIdentifier
                ? name.getName().toString()
                : "name of type " + name.getTagNo());
      }
    }
  }
}
