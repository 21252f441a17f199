package dev.weft.enforcer.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class VerdictReaderTest {
  @Test
  void take_admitted_leavesTheStreamsFirstBytes() {
    ByteBuffer bytes =
        ByteBuffer.allocate(5).put(VerdictReader.encode(null)).put(new byte[3]).flip();
    VerdictReader reader = new VerdictReader();

    reader.take(input(bytes));

    assertThat(reader.done()).isTrue();
    assertThat(reader.refusal()).isNull();
    assertThat(bytes.remaining()).isEqualTo(3);
  }

  @Test
  void take_oneByteAtATime_readsTheRefusal() {
    byte[] verdict = VerdictReader.encode("denied by policy: explicit-deny by shop/no-front[0]");
    VerdictReader reader = new VerdictReader();

    for (byte next : verdict) {
      assertThat(reader.done()).isFalse();
      reader.take(input(ByteBuffer.allocate(1).put(next).flip()));
    }

    assertThat(reader.done()).isTrue();
    assertThat(reader.refusal()).isEqualTo("denied by policy: explicit-deny by shop/no-front[0]");
  }

  @Test
  void take_controlCharacters_becomeBlanks() {
    VerdictReader reader = new VerdictReader();

    reader.take(
        input(
            ByteBuffer.allocate(5)
                .putShort((short) 3)
                .put("a\nb".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .flip()));

    assertThat(reader.refusal()).isEqualTo("a b");
  }

  @Test
  void take_longerThanAnyVerdict_isRefused() {
    VerdictReader reader = new VerdictReader();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader.take(input(ByteBuffer.allocate(2).putShort((short) 1025).flip())))
        .withMessage("verdict: 1025 bytes (expected: <= 1024)");
  }

  @Test
  void encode_veryLongText_isCut() {
    assertThat(VerdictReader.encode("x".repeat(5000))).hasSize(2 + 1024);
  }

  private static VerdictReader.Plaintext input(ByteBuffer bytes) {
    return target -> {
      while (target.hasRemaining() && bytes.hasRemaining()) {
        target.put(bytes.get());
      }
    };
  }
}
