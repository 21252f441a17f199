package dev.weft.proxy.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.proxy.settings.TransportChoice;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransportTest {
  private static Transport open(@Nullable TransportChoice choice) throws IOException {
    return Transport.open(Thread::new, choice, 0, true);
  }

  private static boolean isThere(TransportChoice choice) {
    return switch (choice) {
      case EPOLL -> Epoll.isAvailable();
      case IO_URING -> IoUring.isAvailable();
      case NIO -> true;
    };
  }

  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void open_choice_acceptsConnectionsOrIsRefusedInASentence(TransportChoice choice)
      throws Exception {
    if (!isThere(choice)) {
      assertThatThrownBy(() -> open(choice))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("transport: " + choice.name().toLowerCase(Locale.ROOT))
          .hasMessageContaining("(expected: ");
      return;
    }
    Transport transport = open(choice);
    try {
      Channel listener =
          transport
              .server()
              .childHandler(new Greeting())
              .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .sync()
              .channel();
      InetSocketAddress place = (InetSocketAddress) listener.localAddress();
      try (Socket client = new Socket(place.getAddress(), place.getPort())) {
        assertThat(client.getInputStream().read()).isEqualTo('w');
      }
      listener.close().sync();
    } finally {
      transport.loops().shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }

  /** Says something, so that the test knows that it has been accepted. */
  private static final class Greeting extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      ctx.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {'w'}));
    }
  }

  @Test
  void open_noChoice_takesWhatIsUsual() throws Exception {
    Transport transport = open(null);
    transport.loops().shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();

    assertThat(transport.choice())
        .isEqualTo(Epoll.isAvailable() ? TransportChoice.EPOLL : TransportChoice.NIO);
  }
}
