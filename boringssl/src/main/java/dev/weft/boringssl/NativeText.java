package dev.weft.boringssl;

import io.netty.internal.tcnative.Buffer;
import io.netty.internal.tcnative.SSL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** PEM in native memory, for BoringSSL to read. What it passes through is wiped. */
final class NativeText implements AutoCloseable {
  private final long bio;

  private NativeText(byte[] text) throws Exception {
    ByteBuffer direct = ByteBuffer.allocateDirect(text.length);
    try {
      direct.put(text);
      bio = SSL.newMemBIO();
      SSL.bioWrite(bio, Buffer.address(direct), text.length);
    } finally {
      Arrays.fill(text, (byte) 0);
      direct.clear().put(text);
    }
  }

  /** The certificates of {@code chain}, in their order. */
  static NativeText chain(List<X509Certificate> chain) throws Exception {
    StringBuilder text = new StringBuilder();
    Base64.Encoder lines = Base64.getMimeEncoder();
    for (X509Certificate certificate : chain) {
      text.append("-----BEGIN CERTIFICATE-----\n")
          .append(lines.encodeToString(certificate.getEncoded()))
          .append("\n-----END CERTIFICATE-----\n");
    }
    return new NativeText(text.toString().getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * A private key.
   *
   * @throws GeneralSecurityException when its holder does not give it out
   */
  static NativeText key(PrivateKey key) throws Exception {
    byte[] der = key.getEncoded();
    if (der == null) {
      throw new InvalidKeyException("private key: of a provider that keeps it (expected: PKCS#8)");
    }
    byte[] lines = Base64.getMimeEncoder().encode(der);
    byte[] begin = "-----BEGIN PRIVATE KEY-----\n".getBytes(StandardCharsets.US_ASCII);
    byte[] end = "\n-----END PRIVATE KEY-----\n".getBytes(StandardCharsets.US_ASCII);
    byte[] text = new byte[begin.length + lines.length + end.length];
    System.arraycopy(begin, 0, text, 0, begin.length);
    System.arraycopy(lines, 0, text, begin.length, lines.length);
    System.arraycopy(end, 0, text, begin.length + lines.length, end.length);
    Arrays.fill(der, (byte) 0);
    Arrays.fill(lines, (byte) 0);
    return new NativeText(text);
  }

  long bio() {
    return bio;
  }

  @Override
  public void close() {
    SSL.freeBIO(bio);
  }
}
