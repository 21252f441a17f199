package dev.weft.server.resources.protobuf;

import dev.weft.server.http.ApiException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The length-delimited fields of one protobuf message (Protocol Buffers, "Encoding"). Of a field
 * that comes several times, the last counts, as the format has it for texts. Immutable.
 */
final class WireMessage {
  private static final int LENGTH_DELIMITED = 2;
  private static final int MAX_FIELDS = 64;

  private final Map<Integer, ByteBuffer> fields;

  private WireMessage(Map<Integer, ByteBuffer> fields) {
    this.fields = fields;
  }

  /**
   * Reads {@code bytes}.
   *
   * @param known the numbers of the fields that the caller knows
   * @throws ApiException 400 when they are malformed, or have a field that the caller does not know
   */
  static WireMessage read(ByteBuffer bytes, Set<Integer> known) {
    ByteBuffer in = bytes.slice();
    Map<Integer, ByteBuffer> fields = new HashMap<>();
    for (int count = 0; in.hasRemaining(); count++) {
      long tag = varint(in);
      long number = tag >>> 3;
      if ((tag & 7) != LENGTH_DELIMITED || count >= MAX_FIELDS || number >= Integer.MAX_VALUE) {
        throw malformed();
      }
      long length = varint(in);
      if (length < 0 || length > in.remaining()) {
        throw malformed();
      }
      if (!known.contains((int) number)) {
        throw ApiException.badRequest(
            "body", "protobuf field " + number + " (expected: one that is known here; send JSON)");
      }
      fields.put((int) number, in.slice(in.position(), (int) length));
      in.position(in.position() + (int) length);
    }
    return new WireMessage(fields);
  }

  boolean has(int number) {
    return fields.containsKey(number);
  }

  /** The bytes of field {@code number}; none when it is absent. */
  ByteBuffer bytes(int number) {
    ByteBuffer value = fields.get(number);
    return value == null ? ByteBuffer.allocate(0) : value.slice();
  }

  /** The text in field {@code number}, empty when it is absent. */
  String text(int number) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes(number)).toString();
    } catch (CharacterCodingException e) {
      throw malformed();
    }
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (!in.hasRemaining()) {
        throw malformed();
      }
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw malformed();
  }

  static ApiException malformed() {
    return ApiException.badRequest(
        "body", "malformed protobuf (expected: one message, or JSON with its content type)");
  }
}
