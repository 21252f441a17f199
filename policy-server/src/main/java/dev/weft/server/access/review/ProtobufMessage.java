package dev.weft.server.access.review;

import dev.weft.server.http.ApiException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A message in the wire format of protocol buffers, of the sort that questions are: its fields are
 * texts and other messages only, each at most once. Anything else in it is refused.
 */
final class ProtobufMessage {
  private static final int LENGTH_DELIMITED = 2;
  private static final int LONGEST_VARINT = 5;

  private final Map<Integer, ByteBuffer> fields;

  private ProtobufMessage(Map<Integer, ByteBuffer> fields) {
    this.fields = fields;
  }

  /**
   * Reads a message.
   *
   * @param known the numbers of the fields that it may have
   * @throws ApiException 400 when it is malformed or has other fields
   */
  static ProtobufMessage read(ByteBuffer bytes, Set<Integer> known) {
    ByteBuffer rest = bytes.slice();
    Map<Integer, ByteBuffer> fields = new HashMap<>();
    while (rest.hasRemaining()) {
      int tag = varint(rest);
      int length = (tag & 7) == LENGTH_DELIMITED ? varint(rest) : -1;
      if (length < 0 || length > rest.remaining()) {
        throw malformed("a field that is no text and no message");
      }
      int number = tag >>> 3;
      if (!known.contains(number)) {
        throw malformed("unknown field " + number);
      }
      if (fields.put(number, rest.slice(rest.position(), length)) != null) {
        throw malformed("field " + number + " given twice");
      }
      rest.position(rest.position() + length);
    }
    return new ProtobufMessage(fields);
  }

  boolean has(int number) {
    return fields.containsKey(number);
  }

  /** The message in the field {@code number}; an empty one when it is absent. */
  ProtobufMessage message(int number, Set<Integer> known) {
    return read(bytes(number), known);
  }

  /** The text in the field {@code number}; empty when it is absent. */
  String text(int number) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes(number).slice()).toString();
    } catch (CharacterCodingException e) {
      throw malformed("a text that is no UTF-8");
    }
  }

  /** The content of the field {@code number}; empty when it is absent. */
  ByteBuffer bytes(int number) {
    return fields.getOrDefault(number, ByteBuffer.allocate(0));
  }

  private static int varint(ByteBuffer rest) {
    long value = 0;
    for (int i = 0; i < LONGEST_VARINT && rest.hasRemaining(); i++) {
      byte part = rest.get();
      value |= (long) (part & 0x7f) << (7 * i);
      if (part >= 0) {
        if (value > Integer.MAX_VALUE) {
          break;
        }
        return (int) value;
      }
    }
    throw malformed("a number that is too large or ends early");
  }

  static ApiException malformed(String found) {
    return ApiException.badRequest("body", found + " (expected: a question in protobuf)");
  }
}
