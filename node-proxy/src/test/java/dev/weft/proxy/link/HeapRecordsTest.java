package dev.weft.proxy.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HeapRecordsTest {
  private final EmbeddedChannel channel = new EmbeddedChannel(HeapRecords.INSTANCE);

  @Test
  void read_aDirectBuffer_passesItsBytesOnTheHeapAndReleasesIt() {
    ByteBuf direct = Unpooled.directBuffer();
    direct.writeCharSequence("record", StandardCharsets.US_ASCII);

    channel.writeInbound(direct);

    assertThat(direct.refCnt()).isZero();
    ByteBuf moved = channel.readInbound();
    assertThat(moved.hasArray()).isTrue();
    assertThat(moved.toString(StandardCharsets.US_ASCII)).isEqualTo("record");
    moved.release();
  }

  @Test
  void read_anArray_passesItAsItIs() {
    ByteBuf array = Unpooled.copiedBuffer("record", StandardCharsets.US_ASCII);

    channel.writeInbound(array);

    ByteBuf passed = channel.readInbound();
    assertThat(passed).isSameAs(array);
    passed.release();
  }
}
