package dev.weft.proxy.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClientPortsTest {
  @Test
  void bind_loopback_hasAPortThatSystemsDoNotGiveOutThemselves() throws Exception {
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try {
      for (int i = 0; i < 20; i++) {
        Channel channel = new NioSocketChannel();
        loops.register(channel).sync();
        loops
            .submit(() -> ClientPorts.bind(channel, InetAddress.getLoopbackAddress()))
            .get(10, TimeUnit.SECONDS)
            .sync();

        InetSocketAddress local = (InetSocketAddress) channel.localAddress();
        assertThat(local.getAddress().isLoopbackAddress()).isTrue();
        assertThat(local.getPort()).isBetween(1024, 32767);
        channel.close().sync();
      }
    } finally {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }
}
