package dev.weft.it.programs.contracts;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.io.Closeable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.UnaryOperator;

/** Both ends of a connection of Netty's. */
record NettyPair(Channel acceptor, NettyEnd client, NettyEnd server) implements Closeable {
  static NettyPair open(NettyTransport both) throws InterruptedException {
    return open(both, server -> server, client -> client);
  }

  /** As {@link #open(NettyTransport)}, with options of the caller's. */
  static NettyPair open(
      NettyTransport both,
      UnaryOperator<ServerBootstrap> ofServer,
      UnaryOperator<Bootstrap> ofClient)
      throws InterruptedException {
    NettyEnd server = new NettyEnd();
    Channel acceptor = listen(ofServer.apply(both.server()), server);
    NettyEnd client = new NettyEnd();
    Channel unused =
        ofClient
            .apply(both.client())
            .handler(client)
            .connect(acceptor.localAddress())
            .sync()
            .channel();
    return new NettyPair(acceptor, client, server);
  }

  /** Listens for one connection, which {@code end} is told of. */
  static Channel listen(ServerBootstrap bootstrap, NettyEnd end) throws InterruptedException {
    return bootstrap
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(end);
              }
            })
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .sync()
        .channel();
  }

  /** Has each end say a byte to the other, and forget it. */
  NettyPair established() throws InterruptedException {
    byte[] one = {1};
    client.sending(one).sync();
    server.awaitBytes(one);
    server.sending(one).sync();
    client.awaitBytes(one);
    server.forget();
    client.forget();
    return this;
  }

  @Override
  public void close() {
    try {
      client.channel().close().syncUninterruptibly();
      acceptor.close().syncUninterruptibly();
      server.channel().close().syncUninterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
