package dev.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client of HTTP/2 that sends what none should, byte by byte as it is told (RFC 9113). */
final class Http2Client {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int SETTINGS = 4;
  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int RESET = 3;
  private static final int GO_AWAY = 7;

  private final EmbeddedChannel channel;
  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();

  /** Says what is said first on {@code channel}. */
  Http2Client(EmbeddedChannel channel) {
    this.channel = channel;
    channel.writeInbound(Unpooled.copiedBuffer(PREFACE, StandardCharsets.ISO_8859_1));
    send(SETTINGS, 0, 0);
  }

  void send(int type, int flags, int stream, byte... payload) {
    ByteBuf frame = Unpooled.buffer(9 + payload.length);
    frame.writeMedium(payload.length).writeByte(type).writeByte(flags).writeInt(stream);
    channel.writeInbound(frame.writeBytes(payload));
  }

  /** The header block of fields, a line each: the name, {@code '='} and the value. */
  static byte[] block(String... fields) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (String field : fields) {
      int end = field.indexOf('=');
      // A literal that is not indexed, without Huffman's code (RFC 7541, section 6.2.2).
      block.write(0);
      literal(block, field.substring(0, end));
      literal(block, field.substring(end + 1));
    }
    return block.toByteArray();
  }

  private static void literal(ByteArrayOutputStream block, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    block.write(bytes.length);
    block.writeBytes(bytes);
  }

  /** What has come back: of each frame that answers, what it says. */
  List<String> answers() {
    channel.runPendingTasks();
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      all.writeBytes(part);
      part.release();
    }
    List<String> answers = new ArrayList<>();
    while (all.isReadable()) {
      int length = all.readMedium();
      int type = all.readByte();
      all.skipBytes(1);
      int stream = all.readInt();
      ByteBuf payload = all.readSlice(length);
      switch (type) {
        case HEADERS -> answers.add("status " + status(stream, payload));
        case RESET -> answers.add("reset " + payload.readInt());
        case GO_AWAY -> answers.add("goodbye " + payload.getInt(payload.readerIndex() + 4));
        default -> {}
      }
    }
    return answers;
  }

  private CharSequence status(int stream, ByteBuf block) {
    try {
      return decoder.decodeHeaders(stream, block).status();
    } catch (Http2Exception e) {
      throw new AssertionError(e);
    }
  }
}
