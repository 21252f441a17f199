package dev.weft.proxy.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.util.internal.SystemPropertyUtil;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The event loops, and the sockets that they serve: epoll where it is there, else the JDK's
 * selectors. Both ends of a relayed connection are on one loop, so nothing passes from thread to
 * thread.
 *
 * @param loops the event loops
 * @param epoll whether they are epoll's
 * @param sockets makes them
 * @param mark the firewall mark of every connection that is opened, by which rules of capture leave
 *     them alone; 0 for none, since a mark needs a privilege
 * @param sharedPorts whether another process of this user may open the same ports
 */
public record Transport(
    EventLoopGroup loops, boolean epoll, Sockets sockets, int mark, boolean sharedPorts) {
  // Linux: SOL_SOCKET and SOL_IP, which Netty has no names for.
  private static final ChannelOption<Integer> SO_MARK =
      new IntegerUnixChannelOption("SO_MARK", 1, 36);
  private static final ChannelOption<Integer> IP_BIND_ADDRESS_NO_PORT =
      new IntegerUnixChannelOption("IP_BIND_ADDRESS_NO_PORT", 0, 24);

  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(64 << 10, 128 << 10);
  private static final int BACKLOG = 1024;
  private static final String LOOPS = "io.netty.eventLoopThreads";

  /**
   * Starts a loop for each processor, or as many as Netty's property says, on threads of {@code
   * threads}.
   */
  public static Transport open(ThreadFactory threads, int mark, boolean sharedPorts) {
    boolean epoll = Epoll.isAvailable();
    int loops =
        SystemPropertyUtil.getInt(LOOPS, Math.max(2, Runtime.getRuntime().availableProcessors()));
    return new Transport(
        new MultiThreadIoEventLoopGroup(
            loops, threads, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory()),
        epoll,
        epoll ? Sockets.EPOLL : Sockets.NIO,
        mark,
        sharedPorts);
  }

  /** The same loops, for the sockets of {@code others}; those are epoll's where the loops are. */
  public Transport with(Sockets others) {
    return new Transport(loops, epoll, others, mark, sharedPorts);
  }

  /** Accepts connections that are not read from until they are told to. */
  public ServerBootstrap server() {
    ServerBootstrap server =
        new ServerBootstrap()
            .group(loops)
            .channelFactory(sockets::server)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK);
    if (sharedPorts && epoll) {
      server.option(UnixChannelOption.SO_REUSEPORT, true);
    }
    return server;
  }

  /** As {@link #server}, for connections that were meant for others; needs epoll. */
  public ServerBootstrap transparentServer() {
    return server().option(EpollChannelOption.IP_TRANSPARENT, true);
  }

  /**
   * Opens connections on {@code loop} that are not read from until they are told to.
   *
   * @param source whose address they are going to be bound to; null for this machine's
   */
  public Bootstrap client(EventLoop loop, Duration connectTimeout, @Nullable InetAddress source) {
    Bootstrap client =
        new Bootstrap()
            .group(loop)
            .channelFactory(sockets::client)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectTimeout.toMillis())
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK);
    if (mark != 0) {
      client.option(SO_MARK, mark);
    }
    if (source != null) {
      client
          .option(EpollChannelOption.IP_TRANSPARENT, true)
          // The port is chosen at connect, so that one address has as many for each destination.
          .option(IP_BIND_ADDRESS_NO_PORT, 1);
    }
    return client;
  }
}
