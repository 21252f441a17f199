package dev.weft.it.harness;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A CA of the test's own, root and intermediate. Given to a policy server it lets a test sign what
 * that server never would; kept to itself it is a stranger's.
 */
public final class TestCa {
  private static final Duration LIFETIME = Duration.ofDays(1);
  private static final AtomicLong SERIAL = new AtomicLong(1);

  private final KeyPair rootKeys = newKeys();
  private final KeyPair issuerKeys = newKeys();
  private final X509Certificate root;
  private final X509Certificate issuer;

  /** Makes a CA for {@code trustDomain}. */
  public TestCa(String trustDomain) {
    Instant from = Instant.now().minus(LIFETIME);
    Instant until = Instant.now().plus(LIFETIME);
    X500Name rootName = new X500Name("CN=test root " + trustDomain);
    X500Name issuerName = new X500Name("CN=test issuer " + trustDomain);
    GeneralName uri =
        new GeneralName(GeneralName.uniformResourceIdentifier, "spiffe://" + trustDomain);
    try {
      root =
          sign(builder(rootName, rootKeys, rootName, rootKeys.getPublic(), from, until), uri, true);
      issuer =
          sign(
              builder(rootName, rootKeys, issuerName, issuerKeys.getPublic(), from, until),
              uri,
              true);
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("the test CA cannot be made", e);
    }
  }

  /** Writes the CA for a policy server, under the names of Istio's {@code cacerts} secret. */
  public void writeTo(Path folder) throws IOException, GeneralSecurityException {
    writeTo(folder, List.of(this));
  }

  /** As {@link #writeTo(Path)}, over what is there, with the roots of {@code trusted} as roots. */
  public void writeTo(Path folder, List<TestCa> trusted)
      throws IOException, GeneralSecurityException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("root-cert.pem"), Pem.write(trusted.stream().map(it -> it.root).toList()));
    Files.writeString(folder.resolve("ca-cert.pem"), Pem.write(List.of(issuer)));
    Files.writeString(folder.resolve("cert-chain.pem"), Pem.write(List.of(issuer, root)));
    Path key = folder.resolve("ca-key.pem");
    Files.deleteIfExists(key);
    key =
        Files.createFile(
            key,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(key, Pem.write("PRIVATE KEY", issuerKeys.getPrivate().getEncoded()));
  }

  /** An SVID for {@code spiffeId} that is good from now for an hour. */
  public Credentials svid(String spiffeId) {
    return svid(spiffeId, Instant.now().minusSeconds(60), Instant.now().plusSeconds(3600));
  }

  /** An SVID for {@code spiffeId} that is good from {@code from} to {@code until}. */
  public Credentials svid(String spiffeId, Instant from, Instant until) {
    return leaf(new GeneralName(GeneralName.uniformResourceIdentifier, spiffeId), from, until);
  }

  /** What a server of the world has, at that IP address, good from now for an hour. */
  public Credentials serverAt(String address) {
    return leaf(
        new GeneralName(GeneralName.iPAddress, address),
        Instant.now().minusSeconds(60),
        Instant.now().plusSeconds(3600));
  }

  private Credentials leaf(GeneralName name, Instant from, Instant until) {
    KeyPair keys = newKeys();
    X500Name issuerName = new X500Name(issuer.getSubjectX500Principal().getName());
    try {
      X509Certificate leaf =
          sign(
              builder(
                  issuerName,
                  issuerKeys,
                  new X500Name("O=weft test"),
                  keys.getPublic(),
                  from,
                  until),
              name,
              false);
      return new Credentials(keys.getPrivate(), List.of(leaf, issuer), List.of(root));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("the certificate cannot be made", e);
    }
  }

  /** A new P-256 key pair. */
  public static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no P-256", e);
    }
  }

  private record Draft(JcaX509v3CertificateBuilder builder, KeyPair signer) {}

  private static Draft builder(
      X500Name issuer, KeyPair signer, X500Name subject, PublicKey key, Instant from, Instant until)
      throws GeneralSecurityException, CertIOException {
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            BigInteger.valueOf(SERIAL.getAndIncrement()),
            Date.from(from),
            Date.from(until),
            subject,
            key);
    JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        utils.createAuthorityKeyIdentifier(signer.getPublic()));
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(key));
    return new Draft(builder, signer);
  }

  /** Adds what X509-SVID asks of a CA's or a leaf's certificate, and signs it. */
  private static X509Certificate sign(Draft draft, GeneralName name, boolean ca)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    JcaX509v3CertificateBuilder builder = draft.builder();
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
    int usage = ca ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature;
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
    if (!ca) {
      builder.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(
              new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
    }
    builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(name));
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA").build(draft.signer().getPrivate())));
  }
}
