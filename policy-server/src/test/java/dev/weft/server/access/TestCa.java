package dev.weft.server.access;

import dev.weft.server.ca.Pem;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A CA that issues what it is asked for, lies included. */
public final class TestCa {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final KeyPair keys;
  private final X509Certificate certificate;

  private TestCa(KeyPair keys, X509Certificate certificate) {
    this.keys = keys;
    this.certificate = certificate;
  }

  /** A key, and the chain of certificates for it. */
  public record Identity(KeyPair keys, List<X509Certificate> chain) {
    /** What shows this identity in TLS. */
    public KeyManager[] keyManagers() throws Exception {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("me", keys.getPrivate(), new char[0], chain.toArray(new Certificate[0]));
      KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
      factory.init(store, new char[0]);
      return factory.getKeyManagers();
    }
  }

  /** A root. */
  public static TestCa root(String subject) throws Exception {
    KeyPair keys = newKeys();
    Instant until = Instant.now().plus(Duration.ofDays(1));
    return new TestCa(keys, sign(subject, subject, keys, keys, List.of(), true, until));
  }

  /** A CA below this one. */
  public TestCa intermediate(String subject) throws Exception {
    KeyPair own = newKeys();
    Instant until = Instant.now().plus(Duration.ofHours(12));
    return new TestCa(own, sign(name(), subject, own, keys, List.of(), true, until));
  }

  /** A leaf with this subject and these names. */
  public Identity issue(String subject, GeneralName... names) throws Exception {
    return issue(subject, Instant.now().plus(Duration.ofHours(1)), names);
  }

  /** A leaf that ends at {@code until}. */
  public Identity issue(String subject, Instant until, GeneralName... names) throws Exception {
    KeyPair own = newKeys();
    X509Certificate leaf = sign(name(), subject, own, keys, List.of(names), false, until);
    return new Identity(own, List.of(leaf, certificate));
  }

  /** A server's identity for 127.0.0.1. */
  public Identity issueServer() throws Exception {
    return issue("CN=server", new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** Writes this CA's certificate. */
  public Path write(Path file) throws Exception {
    return Files.writeString(file, Pem.write(List.of(certificate)));
  }

  private String name() {
    return certificate.getSubjectX500Principal().getName();
  }

  private static KeyPair newKeys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static X509Certificate sign(
      String issuer,
      String subject,
      KeyPair keys,
      KeyPair issuerKeys,
      List<GeneralName> names,
      boolean authority,
      Instant until)
      throws Exception {
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            new X500Name(issuer),
            new BigInteger(120, RANDOM),
            Date.from(Instant.now().minusSeconds(60)),
            Date.from(until),
            new X500Name(subject),
            keys.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    builder.addExtension(
        Extension.keyUsage,
        true,
        new KeyUsage(authority ? KeyUsage.keyCertSign : KeyUsage.digitalSignature));
    if (!authority) {
      builder.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(
              new KeyPurposeId[] {KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth}));
    }
    if (!names.isEmpty()) {
      builder.addExtension(
          Extension.subjectAlternativeName,
          subject.isEmpty(),
          new GeneralNames(names.toArray(new GeneralName[0])));
    }
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate())));
  }
}
