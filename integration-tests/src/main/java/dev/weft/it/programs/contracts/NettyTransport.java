package dev.weft.it.programs.contracts;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollMode;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Locale;

/** By what Netty's sockets are served, with event loops for each end: 4.1 or 4.2. */
// The event loops and the modes of 4.1 are deprecated in 4.2. What a kind has is made once.
@SuppressWarnings({"deprecation", "ImmutableEnumChecker"})
enum NettyTransport {
  NIO(false),
  EDGE(true),
  LEVEL(true);

  private static final int LOOPS = 2;

  private final boolean epoll;
  private final EventLoopGroup clients;
  private final EventLoopGroup servers;

  NettyTransport(boolean epoll) {
    this.epoll = epoll;
    this.clients = loops(LOOPS);
    this.servers = loops(LOOPS);
  }

  /** Event loops of its kind, to be shut down by the caller. */
  EventLoopGroup loops(int count) {
    DefaultThreadFactory threads = new DefaultThreadFactory("loop", true);
    return epoll ? new EpollEventLoopGroup(count, threads) : new NioEventLoopGroup(count, threads);
  }

  boolean isEpoll() {
    return epoll;
  }

  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A client that waits to be given its handler. */
  Bootstrap client() {
    return client(clients);
  }

  /** As {@link #client()}, on loops of the caller's. */
  Bootstrap client(EventLoopGroup loops) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loops)
            .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class);
    return this == LEVEL ? bootstrap.option(mode(), EpollMode.LEVEL_TRIGGERED) : bootstrap;
  }

  /** A server that waits to be given its handler. */
  ServerBootstrap server() {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(servers)
            .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class);
    return this == LEVEL ? bootstrap.childOption(mode(), EpollMode.LEVEL_TRIGGERED) : bootstrap;
  }

  private static ChannelOption<EpollMode> mode() {
    return EpollChannelOption.EPOLL_MODE;
  }
}
