package dev.weft.agent.trace.otlp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes one message in protocol buffers' wire format. Fields of value 0 and empty texts are left
 * out, as proto3 has it. Not thread-safe.
 */
final class ProtobufWriter {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

  ProtobufWriter varint(int field, long value) {
    if (value != 0) {
      tag(field, VARINT);
      raw(value);
    }
    return this;
  }

  /** The same where 0 has to be told, as in a oneof. */
  ProtobufWriter varintAlways(int field, long value) {
    tag(field, VARINT);
    raw(value);
    return this;
  }

  ProtobufWriter fixed64(int field, long value) {
    if (value != 0) {
      tag(field, FIXED64);
      little(value, Long.BYTES);
    }
    return this;
  }

  ProtobufWriter fixed64Always(int field, long value) {
    tag(field, FIXED64);
    little(value, Long.BYTES);
    return this;
  }

  ProtobufWriter fixed32(int field, int value) {
    if (value != 0) {
      tag(field, FIXED32);
      little(value, Integer.BYTES);
    }
    return this;
  }

  ProtobufWriter text(int field, String value) {
    return value.isEmpty() ? this : bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** The same where an empty text has to be told. */
  ProtobufWriter textAlways(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  ProtobufWriter message(int field, ProtobufWriter value) {
    return bytes(field, value.toBytes());
  }

  ProtobufWriter bytes(int field, byte[] value) {
    tag(field, LENGTH);
    raw(value.length);
    out.write(value, 0, value.length);
    return this;
  }

  /** Big-endian bytes, as ids have it. */
  ProtobufWriter id(int field, long... parts) {
    tag(field, LENGTH);
    raw((long) parts.length * Long.BYTES);
    for (long part : parts) {
      little(Long.reverseBytes(part), Long.BYTES);
    }
    return this;
  }

  ProtobufWriter packedFixed64(int field, long[] values) {
    tag(field, LENGTH);
    raw((long) values.length * Long.BYTES);
    for (long value : values) {
      little(value, Long.BYTES);
    }
    return this;
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  private void tag(int field, int type) {
    raw(((long) field << 3) | type);
  }

  private void raw(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private void little(long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (value >>> (8 * i)));
    }
  }
}
