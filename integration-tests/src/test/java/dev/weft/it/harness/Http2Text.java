package dev.weft.it.harness;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A request of HTTP/1.1 as a call of gRPC over HTTP/2 has it (RFC 9113): the same method, target
 * and headers, with prior knowledge, on the first stream; and the answer to it as text again. Each
 * character is a byte.
 */
final class Http2Text {
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int FRAME_HEAD = 9;
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RESET = 3;
  private static final int SETTINGS = 4;
  private static final int GO_AWAY = 7;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;

  /** An empty message of gRPC. */
  private static final String MESSAGE = "\0\0\0\0\0";

  /** What only HTTP/1.1 has, or what the pseudo headers say. */
  private static final Set<String> LEFT_OUT = Set.of("connection", "content-length", "host");

  private Http2Text() {}

  /** The bytes of a connection with the request {@code text} of HTTP/1.1. */
  static String request(String text) {
    String[] lines = text.substring(0, text.indexOf("\r\n\r\n")).split("\r\n", -1);
    int target = lines[0].indexOf(' ') + 1;
    StringBuilder fields = new StringBuilder();
    field(fields, ":method", lines[0].substring(0, target - 1));
    field(fields, ":path", lines[0].substring(target, lines[0].lastIndexOf(' ')));
    field(fields, ":scheme", "http");
    StringBuilder headers = new StringBuilder();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
      String value = lines[i].substring(colon + 1).strip();
      if (name.equals("host")) {
        field(fields, ":authority", value);
      } else if (!LEFT_OUT.contains(name)) {
        field(headers, name, value);
      }
    }
    fields.append(headers);
    field(fields, "content-type", "application/grpc");
    field(fields, "te", "trailers");
    return PREFACE
        + frame(SETTINGS, 0, 0, "")
        + frame(HEADERS, END_HEADERS, 1, fields.toString())
        + frame(DATA, END_STREAM, 1, MESSAGE);
  }

  /** Whether {@code bytes} have all of the answer, or say that there will be none. */
  static boolean isComplete(CharSequence bytes) {
    for (int at = 0; at + FRAME_HEAD <= bytes.length(); at += FRAME_HEAD + length(bytes, at)) {
      int type = bytes.charAt(at + 3);
      boolean last = type <= HEADERS && (bytes.charAt(at + 4) & END_STREAM) != 0;
      if (last || type == RESET || type == GO_AWAY) {
        return at + FRAME_HEAD + length(bytes, at) <= bytes.length();
      }
    }
    return false;
  }

  /** The answer's status, headers and body; what is no answer as it is. */
  static String answer(String bytes) throws Http2Exception {
    if (bytes.startsWith("refused ")) {
      return bytes;
    }
    DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();
    StringBuilder text = new StringBuilder("HTTP/2");
    int at = 0;
    while (at + FRAME_HEAD <= bytes.length()
        && at + FRAME_HEAD + length(bytes, at) <= bytes.length()) {
      int end = at + FRAME_HEAD + length(bytes, at);
      String payload = bytes.substring(at + FRAME_HEAD, end);
      int type = bytes.charAt(at + 3);
      if (type == HEADERS) {
        ByteBuf block = Unpooled.wrappedBuffer(payload.getBytes(StandardCharsets.ISO_8859_1));
        Http2Headers headers = decoder.decodeHeaders(1, block);
        for (Map.Entry<CharSequence, CharSequence> header : headers) {
          String name = header.getKey().toString();
          text.append(name.equals(":status") ? " " : " " + name + ": ").append(header.getValue());
        }
        text.append(' ');
      } else if (type == DATA) {
        text.append(payload);
      } else if (type == RESET || type == GO_AWAY) {
        text.append(" frame ").append(type);
      }
      at = end;
    }
    return text.toString();
  }

  private static int length(CharSequence bytes, int at) {
    return (bytes.charAt(at) << 16) | (bytes.charAt(at + 1) << 8) | bytes.charAt(at + 2);
  }

  private static String frame(int type, int flags, int stream, String payload) {
    return number(payload.length(), 3)
        + number(type, 1)
        + number(flags, 1)
        + number(stream, 4)
        + payload;
  }

  /** A literal field that is not indexed, without Huffman's code (RFC 7541 section 6.2.2). */
  private static void field(StringBuilder fields, String name, String value) {
    fields.append('\0');
    string(fields, name);
    string(fields, value);
  }

  private static void string(StringBuilder fields, String text) {
    int most = 127;
    int length = text.length();
    if (length < most) {
      fields.append((char) length);
    } else {
      // RFC 7541 section 5.1: the rest in groups of seven bits.
      fields.append((char) most);
      int rest = length - most;
      while (rest > most) {
        fields.append((char) ((rest & most) | 0x80));
        rest >>= 7;
      }
      fields.append((char) rest);
    }
    fields.append(text);
  }

  private static String number(int value, int bytes) {
    StringBuilder text = new StringBuilder();
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
      text.append((char) ((value >> shift) & 0xff));
    }
    return text.toString();
  }
}
