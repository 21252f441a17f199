package dev.weft.proxy.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.proxy.settings.TransportChoice;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.uring.IoUring;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
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
          .hasMessageStartingWith("transport: " + choice)
          .hasMessageContaining("(expected: ");
      return;
    }
    Transport transport = open(choice);
    try {
      Channel listener = listen(transport, 0);
      InetSocketAddress place = (InetSocketAddress) listener.localAddress();
      try (Socket client = new Socket(place.getAddress(), place.getPort())) {
        assertThat(client.getInputStream().read()).isEqualTo('w');
      }
      listener.close().sync();
    } finally {
      transport.loops().shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }

  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void server_sharedPorts_aSecondOpensThePortOfTheFirst(TransportChoice choice) throws Exception {
    Assumptions.assumeTrue(isThere(choice), "not on this machine");
    Transport transport = open(choice);
    try {
      Channel first = listen(transport, 0);
      int port = ((InetSocketAddress) first.localAddress()).getPort();
      Channel second = listen(transport, port);

      assertThat(second.localAddress()).isEqualTo(first.localAddress());
    } finally {
      transport.loops().shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }

  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void server_portsThatAreNotShared_noSecondOpensThePortOfTheFirst(TransportChoice choice)
      throws Exception {
    Assumptions.assumeTrue(isThere(choice), "not on this machine");
    Transport transport = Transport.open(Thread::new, choice, 0, false);
    try {
      int port = ((InetSocketAddress) listen(transport, 0).localAddress()).getPort();

      assertThatThrownBy(() -> listen(transport, port)).isInstanceOf(IOException.class);
    } finally {
      transport.loops().shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }

  /**
   * An option that a transport does not know is only told in the log: rules of capture would not
   * know the proxy's own connections then.
   */
  @ParameterizedTest
  @EnumSource(
      value = TransportChoice.class,
      names = {"EPOLL", "IO_URING"})
  void client_ofCapture_isMarkedAndChoosesItsPortLate(TransportChoice choice) throws Exception {
    Assumptions.assumeTrue(isThere(choice), "not on this machine");
    Assumptions.assumeTrue(mayMark(), "no CAP_NET_ADMIN");
    Transport transport = Transport.open(Thread::new, choice, 0x800, false);
    try {
      InetSocketAddress place = (InetSocketAddress) listen(transport, 0).localAddress();
      Channel client =
          transport
              .client(transport.loops().next(), Duration.ofSeconds(5), place.getAddress())
              .handler(new ChannelInboundHandlerAdapter())
              .connect(place)
              .sync()
              .channel();

      assertThat(client.config().getOption(Transport.SO_MARK)).isEqualTo(0x800);
      assertThat(client.config().getOption(Transport.IP_BIND_ADDRESS_NO_PORT)).isEqualTo(1);
      // One option for both: Netty knows options by their names.
      assertThat(client.config().getOption(EpollChannelOption.IP_TRANSPARENT)).isTrue();
      client.close().sync();
    } finally {
      transport.loops().shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }

  private static boolean mayMark() throws IOException {
    long capNetAdmin = 1L << 12;
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("CapEff:"))
        .anyMatch(line -> (Long.parseLong(line.substring(7).strip(), 16) & capNetAdmin) != 0);
  }

  private static Channel listen(Transport transport, int port) throws InterruptedException {
    return transport
        .server()
        .childHandler(new Greeting())
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .sync()
        .channel();
  }

  /** Says something, so that the test knows that it has been accepted. */
  private static final class Greeting extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      ctx.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {'w'}));
    }

    /** Clients that do not read it leave by a reset. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
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
