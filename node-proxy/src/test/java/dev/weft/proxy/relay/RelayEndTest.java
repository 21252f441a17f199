package dev.weft.proxy.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RelayEndTest {
  private final Flushes flushes = new Flushes();
  private final RelayEnd near = new RelayEnd(() -> false);
  private final RelayEnd far = new RelayEnd(() -> false);
  private final EmbeddedChannel from = new EmbeddedChannel(near);
  private final EmbeddedChannel to = new EmbeddedChannel(flushes, far);

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }

  @Test
  void read_severalBuffersAtOnce_areFlushedTogether() {
    RelayEnd.join(near, far);
    int before = flushes.count;

    from.writeInbound(bytes("one"), bytes("two"));

    assertThat(flushes.count - before).isEqualTo(1);
    assertThat(to.outboundMessages()).hasSize(2);
    to.releaseOutbound();
  }

  @Test
  void read_ofNothing_flushesNothing() {
    RelayEnd.join(near, far);
    int before = flushes.count;

    from.pipeline().fireChannelReadComplete();

    assertThat(flushes.count).isEqualTo(before);
  }

  @Test
  void join_bytesThatCameBefore_areFlushed() {
    from.writeInbound(bytes("early"));

    RelayEnd.join(near, far);

    ByteBuf passed = to.readOutbound();
    assertThat(passed.toString(StandardCharsets.US_ASCII)).isEqualTo("early");
    passed.release();
  }

  private static final class Flushes extends ChannelOutboundHandlerAdapter {
    private int count;

    @Override
    public void flush(ChannelHandlerContext ctx) {
      count++;
      ctx.flush();
    }
  }
}
