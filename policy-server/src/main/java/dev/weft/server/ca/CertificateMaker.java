package dev.weft.server.ca;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Builds and signs certificates (RFC 5280; leaves as the SPIFFE X509-SVID standard has them). */
final class CertificateMaker {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final X500Name NO_SUBJECT = new X500Name(new org.bouncycastle.asn1.x500.RDN[0]);

  private CertificateMaker() {}

  /** A new ECDSA P-256 key pair. */
  static KeyPair newKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  /** A root that signs itself. */
  static X509Certificate root(KeyPair keys, String name, Instant from, Instant until)
      throws GeneralSecurityException {
    X500Name subject = new X500Name("CN=" + name + ",O=Weft");
    X509v3CertificateBuilder builder = builder(subject, subject, keys.getPublic(), from, until);
    return sign(
        authority(builder, keys.getPublic(), keys.getPublic(), new BasicConstraints(1)),
        keys.getPrivate());
  }

  /** A certificate that may sign leaves and nothing else. */
  static X509Certificate intermediate(
      PublicKey key, String name, X509Certificate root, PrivateKey rootKey, Instant from)
      throws GeneralSecurityException {
    X509v3CertificateBuilder builder =
        builder(
            X500Name.getInstance(root.getSubjectX500Principal().getEncoded()),
            new X500Name("CN=" + name + ",O=Weft"),
            key,
            from,
            root.getNotAfter().toInstant());
    return sign(authority(builder, key, root.getPublicKey(), new BasicConstraints(0)), rootKey);
  }

  /**
   * A leaf for TLS clients and servers with {@code names} and an empty subject.
   *
   * @param ofProxy whether it bears the {@link ProxyMark}
   */
  static X509Certificate leaf(
      PublicKey key,
      List<GeneralName> names,
      CaMaterial ca,
      Instant from,
      Instant until,
      boolean ofProxy)
      throws GeneralSecurityException {
    X509Certificate issuer = ca.issuer();
    X509v3CertificateBuilder builder =
        builder(
            X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded()),
            NO_SUBJECT,
            key,
            from,
            until);
    try {
      JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
          .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
          .addExtension(
              Extension.extendedKeyUsage,
              false,
              new ExtendedKeyUsage(
                  new KeyPurposeId[] {
                    KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                  }))
          .addExtension(
              Extension.subjectAlternativeName,
              true,
              new GeneralNames(names.toArray(new GeneralName[0])))
          .addExtension(
              Extension.authorityKeyIdentifier,
              false,
              identifiers.createAuthorityKeyIdentifier(issuer.getPublicKey()));
      if (ofProxy) {
        builder.addExtension(ProxyMark.EXTENSION, false, DERNull.INSTANCE);
      }
    } catch (IOException e) {
      throw new GeneralSecurityException("an extension has no encoding", e);
    }
    return sign(builder, ca.key());
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key, Instant from, Instant until) {
    return new X509v3CertificateBuilder(
        issuer,
        new BigInteger(127, RANDOM).setBit(126),
        Date.from(from),
        Date.from(until),
        subject,
        SubjectPublicKeyInfo.getInstance(key.getEncoded()));
  }

  private static X509v3CertificateBuilder authority(
      X509v3CertificateBuilder builder, PublicKey key, PublicKey issuerKey, BasicConstraints rank)
      throws GeneralSecurityException {
    try {
      JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
      return builder
          .addExtension(Extension.basicConstraints, true, rank)
          .addExtension(
              Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
          .addExtension(
              Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key))
          .addExtension(
              Extension.authorityKeyIdentifier,
              false,
              identifiers.createAuthorityKeyIdentifier(issuerKey));
    } catch (IOException e) {
      throw new GeneralSecurityException("an extension has no encoding", e);
    }
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException {
    String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(key)));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException("the CA's key cannot sign", e);
    }
  }
}
