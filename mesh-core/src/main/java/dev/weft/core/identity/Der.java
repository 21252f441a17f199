package dev.weft.core.identity;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the few DER forms (X.690, section 10) that a certificate request needs. */
final class Der {
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int OCTET_STRING = 0x04;

  private Der() {}

  static byte[] sequence(byte[]... parts) {
    return tagged(SEQUENCE, parts);
  }

  static byte[] set(byte[] element) {
    return tagged(SET, element);
  }

  /** A context-specific value, constructed: {@code [number]}. */
  static byte[] context(int number, byte[]... parts) {
    return tagged(0xA0 | number, parts);
  }

  /** A GeneralName of the kind uniformResourceIdentifier (RFC 5280, section 4.2.1.6). */
  static byte[] uriName(String uri) {
    return tagged(0x86, uri.getBytes(StandardCharsets.US_ASCII));
  }

  static byte[] zero() {
    return new byte[] {0x02, 1, 0};
  }

  static byte[] isTrue() {
    return new byte[] {0x01, 1, (byte) 0xFF};
  }

  static byte[] octetString(byte[] content) {
    return tagged(OCTET_STRING, content);
  }

  /** A bit string of whole bytes. */
  static byte[] bitString(byte[] content) {
    return tagged(0x03, new byte[] {0}, content);
  }

  /** An object identifier; its first two arcs are those of ISO or joint-iso-itu-t (0 to 2). */
  static byte[] oid(int first, int second, int... rest) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    base128(out, first * 40 + second);
    for (int arc : rest) {
      base128(out, arc);
    }
    return tagged(0x06, out.toByteArray());
  }

  private static void base128(ByteArrayOutputStream out, int arc) {
    int shift = 28;
    while (shift > 0 && arc >>> shift == 0) {
      shift -= 7;
    }
    for (; shift > 0; shift -= 7) {
      out.write(0x80 | (arc >>> shift & 0x7F));
    }
    out.write(arc & 0x7F);
  }

  private static byte[] tagged(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length = Math.addExact(length, part.length);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
    out.write(tag);
    length(out, length);
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static void length(ByteArrayOutputStream out, int length) {
    if (length < 0x80) {
      out.write(length);
      return;
    }
    int bytes = (39 - Integer.numberOfLeadingZeros(length)) / 8;
    out.write(0x80 | bytes);
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
      out.write(length >>> shift & 0xFF);
    }
  }
}
