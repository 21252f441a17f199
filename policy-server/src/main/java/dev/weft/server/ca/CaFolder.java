package dev.weft.server.ca;

import dev.weft.server.store.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A CA as a folder of PEM files, under the names of Istio's {@code cacerts} secret: {@code
 * root-cert.pem}, {@code ca-cert.pem}, {@code ca-key.pem}, {@code cert-chain.pem}.
 */
public final class CaFolder {
  private static final Duration ROOT_LIFETIME = Duration.ofDays(3650);

  private CaFolder() {}

  /** Makes a root and an intermediate in {@code folder}, all of it or nothing, unless it exists. */
  static void createIfMissing(Path folder, String trustDomain, Instant now)
      throws IOException, GeneralSecurityException {
    if (Files.exists(folder)) {
      return;
    }
    Instant from = now.minus(CertificateAuthority.BACKDATING);
    KeyPair rootKeys = CertificateMaker.newKeys();
    X509Certificate root =
        CertificateMaker.root(rootKeys, "root " + trustDomain, from, now.plus(ROOT_LIFETIME));
    KeyPair issuerKeys = CertificateMaker.newKeys();
    X509Certificate issuer =
        CertificateMaker.intermediate(
            issuerKeys.getPublic(), "issuer " + trustDomain, root, rootKeys.getPrivate(), from);
    Path unfinished =
        folder.resolveSibling(folder.getFileName() + "." + UUID.randomUUID() + ".tmp");
    PrivateFiles.createFolder(unfinished);
    write(unfinished, "root-key.pem", Pem.write(rootKeys.getPrivate()));
    write(unfinished, "root-cert.pem", Pem.write(List.of(root)));
    write(unfinished, "ca-key.pem", Pem.write(issuerKeys.getPrivate()));
    write(unfinished, "ca-cert.pem", Pem.write(List.of(issuer)));
    write(unfinished, "cert-chain.pem", Pem.write(List.of(issuer, root)));
    PrivateFiles.move(unfinished, folder);
  }

  /**
   * Reads a CA and checks that its parts belong together.
   *
   * @throws CaException when a file is missing, malformed, open to other users, or does not fit
   */
  static CaMaterial load(Path folder, Instant now) throws CaException {
    X509Certificate root = certificates(folder.resolve("root-cert.pem")).get(0);
    X509Certificate issuer = certificates(folder.resolve("ca-cert.pem")).get(0);
    PrivateKey key = key(folder.resolve("ca-key.pem"));
    Path chainFile = folder.resolve("cert-chain.pem");
    List<X509Certificate> issuers = new ArrayList<>(List.of(issuer));
    if (Files.exists(chainFile)) {
      for (X509Certificate certificate : certificates(chainFile)) {
        if (!issuers.contains(certificate) && !certificate.equals(root)) {
          issuers.add(certificate);
        }
      }
    }
    requireChain(folder, issuers, root, now);
    requireKey(folder, issuer.getPublicKey(), key);
    return new CaMaterial(key, issuers, root);
  }

  private static void requireChain(
      Path folder, List<X509Certificate> issuers, X509Certificate root, Instant now)
      throws CaException {
    for (int i = 0; i < issuers.size(); i++) {
      X509Certificate certificate = issuers.get(i);
      X509Certificate above = i + 1 < issuers.size() ? issuers.get(i + 1) : root;
      String subject = certificate.getSubjectX500Principal().getName();
      if (certificate.getBasicConstraints() < 0) {
        throw new CaException(
            folder + ": " + subject + " is no CA (expected: basicConstraints CA)");
      }
      try {
        certificate.checkValidity(java.util.Date.from(now));
        certificate.verify(above.getPublicKey());
      } catch (GeneralSecurityException e) {
        throw new CaException(
            folder
                + ": "
                + subject
                + " cannot be used (expected: in date, and signed by "
                + above.getSubjectX500Principal().getName()
                + ")",
            e);
      }
    }
  }

  private static void requireKey(Path folder, PublicKey publicKey, PrivateKey key)
      throws CaException {
    String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    byte[] probe = "weft".getBytes(StandardCharsets.US_ASCII);
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(probe);
      if (signature.verify(signed)) {
        return;
      }
    } catch (GeneralSecurityException e) {
      throw new CaException(folder + ": ca-key.pem cannot sign for ca-cert.pem", e);
    }
    throw new CaException(folder + ": ca-key.pem is not the key of ca-cert.pem");
  }

  private static List<X509Certificate> certificates(Path file) throws CaException {
    try {
      return Pem.certificates(Files.readString(file, StandardCharsets.US_ASCII));
    } catch (IOException | GeneralSecurityException e) {
      throw new CaException(file + ": cannot be read as PEM certificates", e);
    }
  }

  private static PrivateKey key(Path file) throws CaException {
    try {
      PrivateFiles.requirePrivate(file);
      return Pem.privateKey(Files.readString(file, StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      // The parser's own words are left out: they may quote the file.
      throw new CaException(file + ": no private key (expected: EC or RSA in PEM, not encrypted)");
    } catch (IOException e) {
      throw new CaException(file + ": cannot be read as a private key: " + e.getMessage(), e);
    }
  }

  private static void write(Path folder, String name, String pem) throws IOException {
    PrivateFiles.write(folder.resolve(name), pem.getBytes(StandardCharsets.US_ASCII));
  }
}
