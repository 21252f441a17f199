package dev.weft.benchmarks.proxies;

import dev.weft.benchmarks.driver.Jdk;
import dev.weft.benchmarks.driver.KeyStores;
import dev.weft.benchmarks.programs.KeyStoreFolder;
import dev.weft.benchmarks.programs.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;

/**
 * Keys and certificates of P-256 as the other proxies read them: for each role one file with
 * certificate and key, and the CA's certificate. The mesh makes its own for Weft.
 *
 * @param folder where they are; only the user may read it
 */
record Certificates(Path folder) {
  private static final int LINE = 64;

  /** Fills {@code folder}. */
  static Certificates make(Jdk jdk, Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    KeyStores.make(jdk, folder);
    Certificates made = new Certificates(folder);
    for (Role role : Role.values()) {
      KeyStore store = KeyStoreFolder.load(role.keyStore(folder));
      char[] password = KeyStoreFolder.PASSWORD.toCharArray();
      write(
          made.pem(role),
          pem("CERTIFICATE", store.getCertificate(role.alias()).getEncoded())
              + pem("PRIVATE KEY", store.getKey(role.alias(), password).getEncoded()));
    }
    Certificate ca = KeyStoreFolder.load(KeyStoreFolder.trustStore(folder)).getCertificate("ca");
    write(made.ca(), pem("CERTIFICATE", ca.getEncoded()));
    return made;
  }

  private static void write(Path file, String text) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
  }

  private static String pem(String what, byte[] encoded) {
    Base64.Encoder lines = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN %s-----%n%s%n-----END %1$s-----%n"
        .formatted(what, lines.encodeToString(encoded));
  }

  /** Certificate and key of {@code role}. */
  Path pem(Role role) {
    return folder.resolve(role.alias() + "-pair.pem");
  }

  /** The CA's certificate. */
  Path ca() {
    return folder.resolve("ca-certificate.pem");
  }
}
