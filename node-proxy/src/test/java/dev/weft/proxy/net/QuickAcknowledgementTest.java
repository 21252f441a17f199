package dev.weft.proxy.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.weft.proxy.settings.TransportChoice;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.epoll.Epoll;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class QuickAcknowledgementTest {
  @Test
  void ask_connectionThatHasTalked_acknowledgesAtOnceAgain() throws Exception {
    Assumptions.assumeTrue(Epoll.isAvailable());
    Transport transport = Transport.open(Thread::new, TransportChoice.EPOLL, 0, false);
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Bootstrap client =
          transport
              .client(transport.loops().next(), Duration.ofSeconds(10), null)
              .handler(new ChannelInboundHandlerAdapter());
      Channel channel = client.connect(listener.getLocalSocketAddress()).sync().channel();
      try (Socket server = listener.accept()) {
        // From its second answer on the kernel takes it for a talk, whose answers acknowledge.
        for (int i = 0; i < 4; i++) {
          channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {1})).sync();
          assertThat(server.getInputStream().read()).isEqualTo(1);
          server.getOutputStream().write(1);
          channel.read();
        }

        channel.eventLoop().submit(() -> QuickAcknowledgement.ask(channel)).sync();

        assertThat(channel.config().getOption(QuickAcknowledgement.TCP_QUICKACK)).isEqualTo(1);
      }
      channel.close().sync();
    } finally {
      transport.loops().shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }

  @Test
  void ask_channelThatCannot_doesNothing() {
    EmbeddedChannel channel = new EmbeddedChannel();

    assertThatCode(() -> QuickAcknowledgement.ask(channel)).doesNotThrowAnyException();
    assertThat(channel.isOpen()).isTrue();
    channel.close();
  }
}
