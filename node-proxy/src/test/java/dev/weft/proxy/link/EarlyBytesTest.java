package dev.weft.proxy.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EarlyBytesTest {
  private final EarlyBytes early = new EarlyBytes();
  private final EmbeddedChannel channel = new EmbeddedChannel(early);
  private final Seen seen = new Seen();

  @Test
  void removed_bytesAndTheirEnd_goOnInOrder() {
    channel.writeInbound(bytes("one"), bytes("two"));
    channel.pipeline().fireUserEventTriggered(SslCloseCompletionEvent.SUCCESS);
    channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    channel.pipeline().addLast(seen);

    channel.pipeline().remove(early);

    assertThat(seen.all)
        .containsExactly(
            "one", "two", SslCloseCompletionEvent.SUCCESS, ChannelInputShutdownEvent.INSTANCE);
  }

  @Test
  void closed_beforeAnybodyTakesThem_areGivenBack() {
    ByteBuf bytes = bytes("one");
    channel.writeInbound(bytes);

    channel.close();

    assertThat(bytes.refCnt()).isZero();
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }

  private static final class Seen extends ChannelInboundHandlerAdapter {
    final List<Object> all = new ArrayList<>();

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      all.add(bytes.toString(StandardCharsets.US_ASCII));
      bytes.release();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      all.add(event);
    }
  }
}
