package dev.weft.server.ca;

import dev.weft.server.store.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A CA as a folder of PEM files, under the names of Istio's {@code cacerts} secret: {@code
 * root-cert.pem}, {@code ca-cert.pem}, {@code ca-key.pem}, {@code cert-chain.pem}. The first may
 * hold several roots, while one takes another's place.
 */
public final class CaFolder {
  static final String ROOT_KEY = "root-key.pem";
  static final String ROOT = "root-cert.pem";
  static final String KEY = "ca-key.pem";
  static final String ISSUER = "ca-cert.pem";
  static final String CHAIN = "cert-chain.pem";

  private CaFolder() {}

  /** Makes a root and an intermediate in {@code folder}, all of it or nothing, unless it exists. */
  static void createIfMissing(Path folder, String trustDomain, Instant now)
      throws IOException, GeneralSecurityException {
    if (Files.exists(folder)) {
      return;
    }
    save(folder, CaParts.make(trustDomain, now));
  }

  /** Puts {@code parts} at {@code folder}, where there is nothing yet: all of it or nothing. */
  static void save(Path folder, CaParts parts) throws IOException {
    Path unfinished =
        folder.resolveSibling(folder.getFileName() + "." + UUID.randomUUID() + ".tmp");
    PrivateFiles.createFolder(unfinished);
    write(unfinished, ROOT_KEY, parts.rootKey());
    write(unfinished, ROOT, parts.root());
    write(unfinished, KEY, parts.key());
    write(unfinished, ISSUER, parts.issuer());
    write(unfinished, CHAIN, parts.chain());
    PrivateFiles.move(unfinished, folder);
  }

  /**
   * Reads a CA and checks that its parts belong together.
   *
   * @throws CaException when a file is missing, malformed, open to other users, or does not fit
   */
  static CaMaterial load(Path folder, Instant now) throws CaException {
    Path rootFile = folder.resolve(ROOT);
    CaRoots roots = CaRoots.of(rootFile.toString(), certificates(rootFile));
    X509Certificate issuer = certificates(folder.resolve(ISSUER)).get(0);
    PrivateKey key = key(folder.resolve(KEY));
    Path chainFile = folder.resolve(CHAIN);
    List<X509Certificate> issuers = new ArrayList<>(List.of(issuer));
    if (Files.exists(chainFile)) {
      for (X509Certificate certificate : certificates(chainFile)) {
        if (!issuers.contains(certificate) && !roots.all().contains(certificate)) {
          issuers.add(certificate);
        }
      }
    }
    return CaCheck.require(folder.toString(), key, issuers, roots, now);
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
      PrivateFiles.requirePrivateOrRoots(file);
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
