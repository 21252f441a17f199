package dev.weft.proxy.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.enforcer.link.VerdictReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Promise;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictHandlerTest {
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Promise<Void> admitted = channel.eventLoop().newPromise();

  VerdictHandlerTest() {
    channel.pipeline().addLast(new VerdictHandler("peer", admitted));
  }

  @Test
  void admitted_bytesBehindTheVerdict_areForHandlersPutThereThen() {
    List<String> seen = new ArrayList<>();
    admitted.addListener(
        done ->
            channel
                .pipeline()
                .addLast(
                    new ChannelInboundHandlerAdapter() {
                      @Override
                      public void channelRead(ChannelHandlerContext ctx, Object message) {
                        ByteBuf bytes = (ByteBuf) message;
                        seen.add(bytes.toString(StandardCharsets.US_ASCII));
                        bytes.release();
                      }
                    }));

    channel.writeInbound(
        Unpooled.wrappedBuffer(
            VerdictReader.encode(null), "settings".getBytes(StandardCharsets.US_ASCII)));

    assertThat(admitted.isSuccess()).isTrue();
    assertThat(seen).containsExactly("settings");
  }

  @Test
  void refused_byteByByte_isToldAndClosed() {
    for (byte next : VerdictReader.encode("denied by policy: x")) {
      assertThat(admitted.isDone()).isFalse();
      channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {next}));
    }

    assertThat(admitted.cause()).hasMessage("peer refused the connection: denied by policy: x");
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void closed_beforeTheVerdict_isNoAdmission() {
    channel.close();

    assertThat(admitted.cause()).hasMessage("peer closed the connection before it admitted it");
  }
}
