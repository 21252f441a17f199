package dev.weft.proxy.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FirstAnswerTest {
  /** A frame of one setting: MAX_CONCURRENT_STREAMS, 100. */
  private static final byte[] SETTINGS = {0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 100};

  private final AtomicInteger told = new AtomicInteger();
  private final FirstAnswer answer = new FirstAnswer(told::incrementAndGet, true);
  private final EmbeddedChannel channel = new EmbeddedChannel(answer);

  @Test
  void read_settingsOfHttp2_tellNothingAndGoOnLater() {
    channel.writeInbound(Unpooled.wrappedBuffer(SETTINGS));

    assertThat(told).hasValue(0);
    channel.pipeline().remove(answer);
    assertThat(read()).isEqualTo(SETTINGS);
  }

  @Test
  void read_settingsWhereHttp2IsNotLookedFor_areAnybodysBytes() {
    FirstAnswer bytes = new FirstAnswer(told::incrementAndGet, false);
    EmbeddedChannel other = new EmbeddedChannel(bytes);

    other.writeInbound(Unpooled.wrappedBuffer(SETTINGS));

    assertThat(told).hasValue(1);
    other.finishAndReleaseAll();
  }

  @Test
  void read_greeting_isToldAndGoesOn() {
    channel.writeInbound(Unpooled.copiedBuffer("220 mail.test", StandardCharsets.US_ASCII));

    assertThat(told).hasValue(1);
    channel.pipeline().remove(answer);
    assertThat(read()).asString(StandardCharsets.US_ASCII).isEqualTo("220 mail.test");
  }

  @Test
  void read_acknowledgedSettings_areAnybodysBytes() {
    byte[] acknowledged = {0, 0, 0, 4, 1, 0, 0, 0, 0};

    channel.writeInbound(Unpooled.wrappedBuffer(acknowledged));

    assertThat(told).hasValue(1);
  }

  @Test
  void ended_beforeAWord_isTold() {
    channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);

    assertThat(told).hasValue(1);
  }

  @Test
  void closed_withBytesKept_givesThemBack() {
    ByteBuf bytes = Unpooled.wrappedBuffer(SETTINGS);
    channel.writeInbound(bytes);

    channel.close();

    assertThat(bytes.refCnt()).isZero();
  }

  private byte[] read() {
    ByteBuf bytes = channel.readInbound();
    byte[] content = new byte[bytes.readableBytes()];
    bytes.readBytes(content).release();
    return content;
  }
}
