package dev.weft.core.identity;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Reads and writes PEM (RFC 7468), strictly and within limits. */
public final class Pem {
  /** Longest text that is read, in characters. */
  public static final int MAX_TEXT = 256 * 1024;

  /** Most certificates in one text. */
  public static final int MAX_CERTIFICATES = 32;

  /** Longest DER of one certificate or request, in bytes. */
  public static final int MAX_DER = 16 * 1024;

  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String REQUEST = "CERTIFICATE REQUEST";

  private Pem() {}

  /**
   * The certificates in {@code pem}, in their order; at least one. Text between the blocks is
   * skipped, a block of another kind is refused.
   *
   * @throws CertificateException when there is none, too many, or one is malformed
   */
  public static List<X509Certificate> readCertificates(String pem) throws CertificateException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (byte[] der : blocks(pem, CERTIFICATE, MAX_CERTIFICATES)) {
      certificates.add(certificate(der));
    }
    return List.copyOf(certificates);
  }

  /**
   * The DER of the one certificate request in {@code pem}.
   *
   * @throws CertificateException when there is not exactly one
   */
  public static byte[] readRequest(String pem) throws CertificateException {
    return blocks(pem, REQUEST, 1).get(0);
  }

  /** {@code certificates} as PEM, in their order. */
  public static String writeCertificates(List<X509Certificate> certificates)
      throws CertificateEncodingException {
    StringBuilder out = new StringBuilder();
    for (X509Certificate certificate : certificates) {
      out.append(write(CERTIFICATE, certificate.getEncoded()));
    }
    return out.toString();
  }

  static String write(String label, byte[] der) {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }

  private static List<byte[]> blocks(String pem, String label, int limit)
      throws CertificateException {
    if (pem.length() > MAX_TEXT) {
      throw new CertificateException(
          "PEM: " + pem.length() + " characters (expected: at most " + MAX_TEXT + ")");
    }
    List<byte[]> blocks = new ArrayList<>();
    int from = pem.indexOf("-----BEGIN ");
    while (from >= 0) {
      String begin = "-----BEGIN " + label + "-----";
      int body = from + begin.length();
      int end = pem.indexOf("-----END " + label + "-----", from);
      if (!pem.startsWith(begin, from) || end < 0) {
        throw new CertificateException("PEM: a block is not a whole " + label);
      }
      if (blocks.size() == limit) {
        throw new CertificateException(
            "PEM: more than " + limit + " blocks (expected: at most " + limit + ")");
      }
      blocks.add(decode(pem.substring(body, end)));
      from = pem.indexOf("-----BEGIN ", end);
    }
    if (blocks.isEmpty()) {
      throw new CertificateException("PEM: no " + label + " block (expected: one at least)");
    }
    return blocks;
  }

  private static byte[] decode(String body) throws CertificateException {
    byte[] der;
    try {
      der = Base64.getDecoder().decode(body.replaceAll("[ \\t\\r\\n]", ""));
    } catch (IllegalArgumentException e) {
      throw new CertificateException("PEM: a block is not base64", e);
    }
    if (der.length == 0 || der.length > MAX_DER) {
      throw new CertificateException(
          "PEM: a block of " + der.length + " bytes (expected: 1 to " + MAX_DER + ")");
    }
    return der;
  }

  /** The certificate that {@code der} is, and nothing after it. */
  static X509Certificate certificate(byte[] der) throws CertificateException {
    ByteArrayInputStream in = new ByteArrayInputStream(der);
    X509Certificate certificate;
    try {
      certificate = (X509Certificate) JdkProviders.certificates().generateCertificate(in);
    } catch (CertificateException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new CertificateException("certificate: cannot be read", e);
    }
    if (in.available() != 0) {
      throw new CertificateException("PEM: bytes after a certificate (expected: none)");
    }
    return certificate;
  }
}
