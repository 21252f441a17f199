package dev.weft.enforcer.link;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The first bytes that a server of the mesh sends inside TLS: whether it admits the client, and if
 * not, why. A two-byte length, 0 when the client is admitted, and that many bytes of UTF-8. TLS
 * alerts carry no text, and a client must be able to learn which rule refused it.
 */
public final class VerdictReader {
  private static final int MAX_TEXT = 1024;

  /** What has been decrypted and not been taken. */
  public interface Plaintext {
    /** Moves up to {@code target}'s remaining bytes there. */
    void drain(ByteBuffer target);
  }

  private final ByteBuffer length = ByteBuffer.allocate(2);
  private @Nullable ByteBuffer text;

  /** What a server sends: {@code refusal} is null when the client is admitted. */
  public static byte[] encode(@Nullable String refusal) {
    if (refusal == null) {
      return new byte[2];
    }
    byte[] text = printable(refusal).getBytes(StandardCharsets.UTF_8);
    int size = Math.min(text.length, MAX_TEXT);
    return ByteBuffer.allocate(2 + size).putShort((short) size).put(text, 0, size).array();
  }

  /** Whether the verdict is complete. */
  public boolean done() {
    return !length.hasRemaining() && (text == null || !text.hasRemaining());
  }

  /**
   * Takes what it needs of {@code input}.
   *
   * @throws IllegalArgumentException when that is no verdict
   */
  public void take(Plaintext input) {
    input.drain(length);
    if (length.hasRemaining()) {
      return;
    }
    if (text == null) {
      int size = length.getShort(0) & 0xffff;
      if (size > MAX_TEXT) {
        throw new IllegalArgumentException("verdict: " + size + " bytes (expected: <= 1024)");
      }
      text = ByteBuffer.allocate(size);
    }
    input.drain(text);
  }

  /** Why the client is refused, or null when it is admitted; only when {@link #done}. */
  public @Nullable String refusal() {
    return text == null || text.capacity() == 0
        ? null
        : printable(new String(text.array(), StandardCharsets.UTF_8));
  }

  /** One line, no control characters: the text ends up in logs. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
