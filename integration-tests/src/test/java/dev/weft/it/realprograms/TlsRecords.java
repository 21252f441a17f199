package dev.weft.it.realprograms;

/** What TLS looks like on the wire (RFC 8446, section 5.1). */
final class TlsRecords {
  private static final int HEADER = 5;
  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int HANDSHAKE = 22;
  private static final int APPLICATION_DATA = 23;
  private static final int CLIENT_HELLO = 1;

  /** The most that an encrypted record may hold (RFC 8446, section 5.2). */
  private static final int MAX_LENGTH = (1 << 14) + 256;

  private TlsRecords() {}

  /** Whether {@code bytes} begin with a ClientHello. */
  static boolean beginWithClientHello(byte[] bytes) {
    return bytes.length > HEADER
        && bytes[0] == HANDSHAKE
        && bytes[1] == 3
        && (bytes[2] == 1 || bytes[2] == 3)
        && bytes[HEADER] == CLIENT_HELLO;
  }

  /** Whether {@code bytes} are records and nothing else; of the last there may be only a part. */
  static boolean areAll(byte[] bytes) {
    int at = 0;
    while (bytes.length - at >= HEADER) {
      int type = bytes[at];
      int length = (bytes[at + 3] & 0xff) << 8 | (bytes[at + 4] & 0xff);
      if (type < CHANGE_CIPHER_SPEC || type > APPLICATION_DATA) {
        return false;
      }
      if (bytes[at + 1] != 3 || bytes[at + 2] > 3 || length > MAX_LENGTH) {
        return false;
      }
      at += HEADER + length;
    }
    return at >= bytes.length || (bytes[at] >= CHANGE_CIPHER_SPEC && bytes[at] <= APPLICATION_DATA);
  }
}
