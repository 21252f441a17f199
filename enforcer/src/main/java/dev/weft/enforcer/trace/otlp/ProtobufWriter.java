package dev.weft.enforcer.trace.otlp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes one message in protocol buffers' wire format. Fields of value 0 and empty texts are left
 * out, as proto3 has it. Not thread-safe.
 */
final class ProtobufWriter {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  private byte[] out;
  private int size;

  ProtobufWriter() {
    this(256);
  }

  /** {@code expected} is how many bytes it may become; it grows beyond. */
  ProtobufWriter(int expected) {
    out = new byte[expected];
  }

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
    return value.isEmpty() ? this : textAlways(field, value);
  }

  /** The same where an empty text has to be told. */
  @SuppressWarnings("deprecation") // getBytes by halves of chars is right for what is ASCII
  ProtobufWriter textAlways(int field, String value) {
    if (!isAscii(value)) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      return bytes(field, bytes, bytes.length);
    }
    int length = value.length();
    tag(field, LENGTH);
    raw(length);
    room(length);
    value.getBytes(0, length, out, size);
    size += length;
    return this;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  ProtobufWriter message(int field, ProtobufWriter value) {
    return bytes(field, value.out, value.size);
  }

  private ProtobufWriter bytes(int field, byte[] value, int length) {
    tag(field, LENGTH);
    raw(length);
    room(length);
    System.arraycopy(value, 0, out, size, length);
    size += length;
    return this;
  }

  /** Begins a message within this one; what it returns is for {@link #end}. */
  int begin(int field) {
    tag(field, LENGTH);
    raw(0); // a length below 128 takes one byte, as most do
    return size;
  }

  /** Ends the message that began there. */
  ProtobufWriter end(int begin) {
    int length = size - begin;
    int more = (31 - Integer.numberOfLeadingZeros(length | 1)) / 7;
    room(more);
    System.arraycopy(out, begin, out, begin + more, length);
    size = begin - 1;
    raw(length);
    size += length;
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
    return Arrays.copyOf(out, size);
  }

  private void tag(int field, int type) {
    raw(((long) field << 3) | type);
  }

  private void raw(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      put((byte) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    put((byte) rest);
  }

  private void little(long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      put((byte) (value >>> (8 * i)));
    }
  }

  private void put(byte value) {
    room(1);
    out[size++] = value;
  }

  private void room(int bytes) {
    if (size + bytes > out.length) {
      out = Arrays.copyOf(out, Math.max(size + bytes, out.length * 2));
    }
  }
}
