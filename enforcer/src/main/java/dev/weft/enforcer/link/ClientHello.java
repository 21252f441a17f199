package dev.weft.enforcer.link;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Tells by the first bytes of a connection whether a client of the mesh is calling. */
public final class ClientHello {
  /** What the bytes so far say. */
  public enum Sniff {
    /** Too few bytes to tell. */
    UNDECIDED,
    /** A ClientHello with the mesh's mark. */
    MESH,
    /** Anything else: the application's own bytes. */
    FOREIGN
  }

  private static final int HANDSHAKE_RECORD = 22;
  private static final int CLIENT_HELLO = 1;
  private static final int ALPN_EXTENSION = 16;
  private static final byte[] MARK = MeshProtocol.ALPN.getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes;
  private int position;
  private final int end;

  private ClientHello(byte[] bytes, int position, int end) {
    this.bytes = bytes;
    this.position = position;
    this.end = end;
  }

  /**
   * Looks at {@code bytes[from, to)}. A ClientHello of the mesh comes whole in one record, so one
   * that is cut over several is somebody else's.
   */
  public static Sniff sniff(byte[] bytes, int from, int to) {
    int available = to - from;
    if (available == 0) {
      return Sniff.UNDECIDED;
    }
    if (bytes[from] != HANDSHAKE_RECORD || (available > 1 && bytes[from + 1] != 3)) {
      return Sniff.FOREIGN;
    }
    if (available < MeshProtocol.RECORD_HEADER) {
      return Sniff.UNDECIDED;
    }
    int length = (bytes[from + 3] & 0xff) << 8 | (bytes[from + 4] & 0xff);
    if (length > MeshProtocol.MAX_PLAINTEXT || length < 4) {
      return Sniff.FOREIGN;
    }
    int body = from + MeshProtocol.RECORD_HEADER;
    if (available > MeshProtocol.RECORD_HEADER && bytes[body] != CLIENT_HELLO) {
      return Sniff.FOREIGN;
    }
    if (available < MeshProtocol.RECORD_HEADER + length) {
      return Sniff.UNDECIDED;
    }
    return new ClientHello(bytes, body, body + length).hasMark() ? Sniff.MESH : Sniff.FOREIGN;
  }

  /** RFC 8446, section 4.1.2. Every length is checked before it is used; -1 means malformed. */
  private boolean hasMark() {
    int type = number(1);
    int length = number(3);
    if (type != CLIENT_HELLO || length != end - position) {
      return false;
    }
    if (!skip(2 + 32) || !skip(number(1)) || !skip(number(2)) || !skip(number(1))) {
      return false;
    }
    int extensions = number(2);
    if (extensions != end - position) {
      return false;
    }
    while (position < end) {
      int extension = number(2);
      int size = number(2);
      if (size < 0 || size > end - position) {
        return false;
      }
      if (extension == ALPN_EXTENSION) {
        return new ClientHello(bytes, position, position + size).namesMark();
      }
      position += size;
    }
    return false;
  }

  private boolean namesMark() {
    if (number(2) != end - position) {
      return false;
    }
    boolean found = false;
    while (position < end) {
      int size = number(1);
      if (size <= 0 || size > end - position) {
        return false;
      }
      found |= Arrays.equals(bytes, position, position + size, MARK, 0, MARK.length);
      position += size;
    }
    return found;
  }

  /** The big-endian number of {@code size} bytes at the position, which moves; -1 when cut. */
  private int number(int size) {
    if (end - position < size) {
      position = end;
      return -1;
    }
    int value = 0;
    for (int i = 0; i < size; i++) {
      value = value << 8 | (bytes[position++] & 0xff);
    }
    return value;
  }

  private boolean skip(int size) {
    if (size < 0 || size > end - position) {
      return false;
    }
    position += size;
    return true;
  }
}
