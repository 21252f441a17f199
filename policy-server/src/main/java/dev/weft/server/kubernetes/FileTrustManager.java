package dev.weft.server.kubernetes;

import dev.weft.server.ca.Pem;
import dev.weft.server.ca.PkixTrust;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts the certificates of a PEM file, as it is at each handshake, and no others. */
public final class FileTrustManager extends X509ExtendedTrustManager {
  private static final long LARGEST = 256 * 1024;

  private final Path file;

  /** Trusts what {@code file} has. */
  public FileTrustManager(Path file) {
    this.file = file;
  }

  /**
   * Sees whether the file has certificates at this moment.
   *
   * @throws CertificateException when it has none, or cannot be read
   */
  void check() throws CertificateException {
    X509ExtendedTrustManager unused = current();
  }

  private X509ExtendedTrustManager current() throws CertificateException {
    try {
      if (Files.size(file) > LARGEST) {
        throw new CertificateException(file + ": too large (expected: " + LARGEST + " bytes)");
      }
      return PkixTrust.of(Pem.certificates(Files.readString(file, StandardCharsets.US_ASCII)));
    } catch (CertificateException e) {
      throw e;
    } catch (IOException | GeneralSecurityException e) {
      throw new CertificateException(file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    current().checkServerTrusted(chain, authType, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    current().checkServerTrusted(chain, authType, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    // Without the connection the server's name could not be checked.
    throw new CertificateException("connection: not known (expected: known, to check the name)");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("this side is a client (expected: no client to check)");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
