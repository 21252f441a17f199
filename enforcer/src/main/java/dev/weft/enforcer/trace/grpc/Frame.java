package dev.weft.enforcer.trace.grpc;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * A frame (RFC 9113 section 4.1).
 *
 * @param type section 6's number
 * @param flags of that type
 * @param stream 0 for the connection
 * @param payload its bytes
 */
record Frame(int type, int flags, int stream, ByteBuffer payload) {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PUSH_PROMISE = 5;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  /** Of SETTINGS and PING. */
  static final int ACK = 1;

  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;

  /** The longest payload that either side sends (SETTINGS_MAX_FRAME_SIZE's initial value). */
  static final int MAX_PAYLOAD = 16_384;

  private static final int HEADER = 9;
  private static final int PADDED = 8;
  private static final int PRIORITY = 0x20;
  private static final int PRIORITY_LENGTH = 5;

  Frame(int type, int flags, int stream, byte[] payload) {
    this(type, flags, stream, ByteBuffer.wrap(payload));
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** What is left of a DATA's or HEADERS' payload without padding and priority. */
  ByteBuffer content() throws IOException {
    ByteBuffer content = payload.duplicate();
    int padding = has(PADDED) && content.hasRemaining() ? content.get() & 0xff : 0;
    int priority = type == HEADERS && has(PRIORITY) ? PRIORITY_LENGTH : 0;
    if (padding + priority > content.remaining()) {
      throw new IOException("answer: padding of " + padding + " bytes (expected: less)");
    }
    return content.position(content.position() + priority).limit(content.limit() - padding);
  }

  void write(OutputStream out) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + payload.remaining());
    bytes.putInt(payload.remaining() << 8 | type).put((byte) flags).putInt(stream);
    bytes.put(payload.duplicate());
    out.write(bytes.array());
  }

  /** Reads the next; a longer payload than {@link #MAX_PAYLOAD} is an error. */
  static Frame read(DataInputStream in) throws IOException {
    int lengthAndType = readOrEnd(in);
    int length = lengthAndType >>> 8;
    if (length > MAX_PAYLOAD) {
      throw new IOException(
          "answer: frame of "
              + length
              + " bytes (expected: HTTP/2, with at most "
              + MAX_PAYLOAD
              + ")");
    }
    int flags = in.readUnsignedByte();
    int stream = in.readInt() & Integer.MAX_VALUE;
    byte[] payload = new byte[length];
    in.readFully(payload);
    return new Frame(lengthAndType & 0xff, flags, stream, payload);
  }

  private static int readOrEnd(DataInputStream in) throws IOException {
    try {
      return in.readInt();
    } catch (EOFException e) {
      throw new IOException("answer: connection ended (expected: a status of gRPC)", e);
    }
  }
}
