package dev.weft.it.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A client's HTTP/2 connection, frame by frame (RFC 9113), so that it can do what none should. */
final class RawHttp2 implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RESET = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GO_AWAY = 7;
  static final int CONTINUATION = 9;
  static final int ACK = 1;
  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;
  static final int PROTOCOL_ERROR = 1;
  static final int REFUSED_STREAM = 7;
  static final int ENHANCE_YOUR_CALM = 11;

  private final Socket socket;
  private final DataInputStream in;
  // One for the connection, whose table of headers goes on (RFC 7541).
  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();

  /** A frame that has come. */
  record Frame(int type, int flags, int stream, ByteBuffer content) {
    /** The number at {@code offset} of the content. */
    int number(int offset) {
      return content.getInt(offset);
    }

    byte[] payload() {
      byte[] bytes = new byte[content.remaining()];
      content.duplicate().get(bytes);
      return bytes;
    }
  }

  private RawHttp2(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
  }

  /** Connects to that port of loopback, and says what is said first. */
  static RawHttp2 connect(int port, int patienceMillis) throws IOException {
    Socket socket = new Socket();
    // So little that what nobody reads stays at the other end soon.
    socket.setReceiveBufferSize(8 << 10);
    socket.setSoTimeout(patienceMillis);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), patienceMillis);
    RawHttp2 client = new RawHttp2(socket);
    socket
        .getOutputStream()
        .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    client.send(frame(SETTINGS, 0, 0));
    return client;
  }

  /** The bytes of a frame. */
  static byte[] frame(int type, int flags, int stream, byte... payload) {
    return ByteBuffer.allocate(9 + payload.length)
        .put((byte) (payload.length >> 16))
        .putShort((short) payload.length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  /** The header block of a request. */
  static byte[] request(String method, String path) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    field(block, ":method", method);
    field(block, ":scheme", "http");
    field(block, ":authority", "a");
    field(block, ":path", path);
    return block.toByteArray();
  }

  /** A literal field that is not indexed, without Huffman's code (RFC 7541, section 6.2.2). */
  static void field(ByteArrayOutputStream block, String name, String value) {
    block.write(0);
    block.write(name.length());
    block.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
    block.write(value.length());
    block.writeBytes(value.getBytes(StandardCharsets.ISO_8859_1));
  }

  void send(byte[] frames) throws IOException {
    socket.getOutputStream().write(frames);
  }

  /** Asks for {@code path} on {@code stream}. */
  void get(int stream, String path) throws IOException {
    send(frame(HEADERS, END_STREAM | END_HEADERS, stream, request("GET", path)));
  }

  /**
   * The next frame.
   *
   * @throws IOException at the end of the connection, or when none comes in time
   */
  Frame next() throws IOException {
    int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt() & Integer.MAX_VALUE;
    byte[] payload = in.readNBytes(length);
    if (type == SETTINGS && (flags & ACK) == 0) {
      send(frame(SETTINGS, ACK, 0));
    }
    return new Frame(type, flags, stream, ByteBuffer.wrap(payload).asReadOnlyBuffer());
  }

  /** The next frame of that type; what comes before it is passed over. */
  Frame next(int type) throws IOException {
    Frame frame = next();
    while (frame.type() != type || (type == SETTINGS && (frame.flags() & ACK) != 0)) {
      frame = next();
    }
    return frame;
  }

  /** The status in the header block of {@code headers}; to be asked in the order of the frames. */
  String status(Frame headers) throws IOException {
    ByteBuf block = Unpooled.wrappedBuffer(headers.payload());
    try {
      return String.valueOf(decoder.decodeHeaders(headers.stream(), block).status());
    } catch (Http2Exception e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
