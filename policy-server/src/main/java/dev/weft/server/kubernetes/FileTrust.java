package dev.weft.server.kubernetes;

import dev.weft.core.http.WebClient;
import dev.weft.core.identity.JdkProviders;
import dev.weft.server.ca.Pem;
import dev.weft.server.ca.PkixTrust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * Trust in the certificates of a PEM file, and in no others, as the file is at each connection.
 *
 * @param file the file
 */
record FileTrust(Path file) implements WebClient.Trust {
  private static final long LARGEST = 256 * 1024;

  @Override
  public SSLContext context() throws GeneralSecurityException, IOException {
    if (Files.size(file) > LARGEST) {
      throw new IOException(file + ": too large (expected: at most " + LARGEST + " bytes)");
    }
    String pem = Files.readString(file, StandardCharsets.US_ASCII);
    SSLContext context = JdkProviders.tlsContext();
    try {
      context.init(null, new TrustManager[] {PkixTrust.of(Pem.certificates(pem))}, null);
    } catch (GeneralSecurityException e) {
      throw new GeneralSecurityException(file + ": " + e.getMessage(), e);
    }
    return context;
  }
}
