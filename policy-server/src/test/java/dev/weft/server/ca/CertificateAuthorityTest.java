package dev.weft.server.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.identity.SpiffeId;
import dev.weft.server.store.PrivateFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateAuthorityTest {
  private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final SpiffeId ORDERS = new SpiffeId("weft.local", "shop", "orders");

  @TempDir Path temp;

  private CertificateAuthority own() throws Exception {
    return CertificateAuthority.open(temp, Optional.empty(), "weft.local", CLOCK);
  }

  private CertificateAuthority brought(Path folder) throws Exception {
    return CertificateAuthority.open(temp, Optional.of(folder), "weft.local", CLOCK);
  }

  @Test
  void issue_svid_isAnX509SvidAsSpiffeHasIt() throws Exception {
    KeyPair keys = CertificateMaker.newKeys();

    IssuedCertificate issued = own().issueSvid(ORDERS, keys.getPublic(), Duration.ofHours(1));

    X509Certificate leaf = issued.leaf();
    assertThat(leaf.getPublicKey()).isEqualTo(keys.getPublic());
    assertThat(leaf.getSubjectX500Principal().getName()).isEmpty();
    assertThat(leaf.getSubjectAlternativeNames()).containsExactly(List.of(6, ORDERS.toString()));
    assertThat(leaf.getCriticalExtensionOIDs())
        .containsExactlyInAnyOrder("2.5.29.17", "2.5.29.15", "2.5.29.19");
    assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
    assertThat(leaf.getKeyUsage())
        .containsExactly(true, false, false, false, false, false, false, false, false);
    assertThat(leaf.getExtendedKeyUsage())
        .containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
    assertThat(leaf.getNotBefore().toInstant()).isEqualTo(NOW.minusSeconds(60));
    assertThat(leaf.getNotAfter().toInstant()).isEqualTo(NOW.plusSeconds(3600));
    assertThat(leaf.getSerialNumber().signum()).isPositive();
  }

  @Test
  void issue_svid_chainsToTheRoot() throws Exception {
    CertificateAuthority ca = own();

    IssuedCertificate issued =
        ca.issueSvid(ORDERS, CertificateMaker.newKeys().getPublic(), Duration.ofHours(1));

    X509Certificate root = ca.bundle().get(0);
    assertThat(issued.chain()).hasSize(2).doesNotContain(root);
    issued.chain().get(0).verify(issued.chain().get(1).getPublicKey());
    issued.chain().get(1).verify(root.getPublicKey());
    assertThat(issued.chain().get(1).getBasicConstraints()).isZero();
  }

  @Test
  void issue_beyondTheIssuersEnd_endsWithTheIssuer() throws Exception {
    CertificateAuthority ca = own();

    IssuedCertificate issued =
        ca.issueSvid(ORDERS, CertificateMaker.newKeys().getPublic(), Duration.ofDays(36_500));

    assertThat(issued.expires()).isEqualTo(issued.chain().get(1).getNotAfter().toInstant());
  }

  @Test
  void open_again_isTheSameCa() throws Exception {
    assertThat(own().bundle()).isEqualTo(own().bundle());
  }

  @Test
  void open_ownCa_leavesNothingUnprotected() throws Exception {
    own();

    try (var files = Files.walk(temp.resolve("ca"))) {
      assertThat(files.filter(Files::isRegularFile))
          .hasSize(5)
          .allSatisfy(PrivateFiles::requirePrivate);
    }
  }

  @Test
  void open_broughtAlongRsaInPkcs1_isUsed() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair rootKeys = generator.generateKeyPair();
    KeyPair keys = generator.generateKeyPair();
    X509Certificate root =
        CertificateMaker.root(rootKeys, "theirs", NOW, NOW.plus(Duration.ofDays(10)));
    X509Certificate issuer =
        CertificateMaker.intermediate(
            keys.getPublic(), "theirs too", root, rootKeys.getPrivate(), NOW);
    Path folder = folder(root, issuer, pkcs1(keys));

    CertificateAuthority ca = brought(folder);
    IssuedCertificate issued =
        ca.issueSvid(ORDERS, CertificateMaker.newKeys().getPublic(), Duration.ofHours(1));

    assertThat(ca.bundle()).containsExactly(root);
    issued.leaf().verify(keys.getPublic());
  }

  @Test
  void open_keyOfAnotherCertificate_isRefused() throws Exception {
    Path folder = folder(List.of(), Pem.write(CertificateMaker.newKeys().getPrivate()));

    assertThatThrownBy(() -> brought(folder))
        .isInstanceOf(CaException.class)
        .hasMessageContaining("ca-key.pem is not the key of ca-cert.pem");
  }

  @Test
  void open_issuerOfAnotherRoot_isRefused() throws Exception {
    KeyPair strangers = CertificateMaker.newKeys();
    X509Certificate stranger =
        CertificateMaker.root(strangers, "stranger", NOW, NOW.plus(Duration.ofDays(10)));
    Path folder = folder(List.of(stranger), "");

    assertThatThrownBy(() -> brought(folder))
        .isInstanceOf(CaException.class)
        .hasMessageContaining("cannot be used");
  }

  @Test
  void open_keyOpenToOthers_isRefused() throws Exception {
    Path folder = folder(List.of(), "");
    Files.setPosixFilePermissions(
        folder.resolve("ca-key.pem"), PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> brought(folder))
        .isInstanceOf(CaException.class)
        .hasMessageContaining("open to other users");
  }

  @Test
  void open_missingFile_isRefusedWithItsName() throws Exception {
    Path folder = folder(List.of(), "");
    Files.delete(folder.resolve("root-cert.pem"));

    assertThatThrownBy(() -> brought(folder))
        .isInstanceOf(CaException.class)
        .hasMessageContaining("root-cert.pem");
  }

  /** A folder that is right, but for another root or another key when these are given. */
  private Path folder(List<X509Certificate> otherRoot, String otherKey) throws Exception {
    KeyPair rootKeys = CertificateMaker.newKeys();
    KeyPair keys = CertificateMaker.newKeys();
    X509Certificate root =
        CertificateMaker.root(rootKeys, "theirs", NOW, NOW.plus(Duration.ofDays(10)));
    X509Certificate issuer =
        CertificateMaker.intermediate(
            keys.getPublic(), "theirs too", root, rootKeys.getPrivate(), NOW);
    return folder(
        otherRoot.isEmpty() ? root : otherRoot.get(0),
        issuer,
        otherKey.isEmpty() ? Pem.write(keys.getPrivate()) : otherKey);
  }

  private Path folder(X509Certificate root, X509Certificate issuer, String key) throws Exception {
    Path folder = temp.resolve("cacerts");
    PrivateFiles.createFolder(folder);
    write(folder.resolve("root-cert.pem"), Pem.write(List.of(root)));
    write(folder.resolve("ca-cert.pem"), Pem.write(List.of(issuer)));
    write(folder.resolve("cert-chain.pem"), Pem.write(List.of(issuer, root)));
    write(folder.resolve("ca-key.pem"), key);
    return folder;
  }

  private static void write(Path file, String text) throws Exception {
    PrivateFiles.write(file, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String pkcs1(KeyPair keys) throws Exception {
    byte[] inner =
        org.bouncycastle.asn1.pkcs.PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded())
            .parsePrivateKey()
            .toASN1Primitive()
            .getEncoded();
    java.io.StringWriter text = new java.io.StringWriter();
    try (var writer = new org.bouncycastle.util.io.pem.PemWriter(text)) {
      writer.writeObject(new PemObject("RSA PRIVATE KEY", Objects.requireNonNull(inner)));
    }
    return text.toString();
  }
}
