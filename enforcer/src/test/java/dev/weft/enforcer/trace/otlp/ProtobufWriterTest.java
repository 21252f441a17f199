package dev.weft.enforcer.trace.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Read back by protocol buffers' own parser. */
class ProtobufWriterTest {
  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 122, 123, 124, 125, 126, 127, 128, 16_378, 16_379, 16_380, 16_384, 3_000_000})
  void end_messagesOfEveryLength_areReadBack(int length) throws Exception {
    String text = "x".repeat(length);
    ProtobufWriter writer = new ProtobufWriter(16).varint(7, 1);
    int outer = writer.begin(1);
    int inner = writer.begin(2);
    writer.textAlways(3, text).end(inner).varint(4, 5).end(outer).text(6, "after");

    UnknownFieldSet message = UnknownFieldSet.parseFrom(writer.toBytes());

    UnknownFieldSet first =
        UnknownFieldSet.parseFrom(message.getField(1).getLengthDelimitedList().get(0));
    UnknownFieldSet second =
        UnknownFieldSet.parseFrom(first.getField(2).getLengthDelimitedList().get(0));
    assertThat(second.getField(3).getLengthDelimitedList().get(0).toStringUtf8()).isEqualTo(text);
    assertThat(first.getField(4).getVarintList()).containsExactly(5L);
    assertThat(message.getField(6).getLengthDelimitedList().get(0).toStringUtf8())
        .isEqualTo("after");
    assertThat(message.getField(7).getVarintList()).containsExactly(1L);
  }

  @Test
  void text_ofEveryPlane_isUtf8() throws Exception {
    String text = "a\u007f\u0080\u00fc\u20ac\ud83d\ude00";

    UnknownFieldSet message =
        UnknownFieldSet.parseFrom(new ProtobufWriter(1).text(1, text).text(2, "").toBytes());

    assertThat(message.getField(1).getLengthDelimitedList().get(0).toStringUtf8()).isEqualTo(text);
    assertThat(message.hasField(2)).isFalse();
  }
}
