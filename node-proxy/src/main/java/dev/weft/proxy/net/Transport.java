package dev.weft.proxy.net;

import dev.weft.proxy.settings.TransportChoice;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.util.internal.SystemPropertyUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The event loops, and the sockets that they serve: by what was chosen, else by epoll where it is
 * there, else by the JDK's selectors. Both ends of a relayed connection are on one loop, so nothing
 * passes from thread to thread.
 *
 * @param loops the event loops
 * @param choice by what they serve sockets
 * @param sockets makes them
 * @param mark the firewall mark of every connection that is opened, by which rules of capture leave
 *     them alone; 0 for none, since a mark needs a privilege
 * @param sharedPorts whether another process of this user may open the same ports
 */
public record Transport(
    EventLoopGroup loops, TransportChoice choice, Sockets sockets, int mark, boolean sharedPorts) {
  // Linux: SOL_SOCKET and SOL_IP, which Netty has no names for.
  static final ChannelOption<Integer> SO_MARK = new IntegerUnixChannelOption("SO_MARK", 1, 36);
  static final ChannelOption<Integer> IP_BIND_ADDRESS_NO_PORT =
      new IntegerUnixChannelOption("IP_BIND_ADDRESS_NO_PORT", 0, 24);

  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(64 << 10, 128 << 10);
  private static final int BACKLOG = 1024;
  private static final String LOOPS = "io.netty.eventLoopThreads";

  /**
   * Starts a loop for each processor, or as many as Netty's property says, on threads of {@code
   * threads}.
   *
   * @param wanted null for whatever is there
   * @throws IOException when {@code wanted} is not possible on this machine, or ports cannot be
   *     shared by it
   */
  public static Transport open(
      ThreadFactory threads, @Nullable TransportChoice wanted, int mark, boolean sharedPorts)
      throws IOException {
    TransportChoice choice = wanted != null ? wanted : usual();
    check(choice);
    if (sharedPorts && choice == TransportChoice.NIO && !isSharedByTheJdk()) {
      throw new IOException("share.ports: on (expected: off, by nio on this machine)");
    }
    int loops =
        SystemPropertyUtil.getInt(LOOPS, Math.max(2, Runtime.getRuntime().availableProcessors()));
    try {
      return new Transport(
          new MultiThreadIoEventLoopGroup(loops, threads, handlers(choice)),
          choice,
          Sockets.of(choice),
          mark,
          sharedPorts);
    } catch (RuntimeException e) {
      // A ring for each loop takes memory that may be limited (RLIMIT_MEMLOCK).
      throw impossible(choice, e);
    }
  }

  private static TransportChoice usual() {
    return Epoll.isAvailable() ? TransportChoice.EPOLL : TransportChoice.NIO;
  }

  private static void check(TransportChoice choice) throws IOException {
    if (choice == TransportChoice.EPOLL && !Epoll.isAvailable()) {
      throw impossible(choice, Epoll.unavailabilityCause());
    }
    if (choice == TransportChoice.IO_URING && !IoUring.isAvailable()) {
      throw impossible(choice, IoUring.unavailabilityCause());
    }
  }

  private static boolean isSharedByTheJdk() throws IOException {
    try (ServerSocketChannel any = ServerSocketChannel.open()) {
      return any.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT);
    }
  }

  private static IOException impossible(TransportChoice choice, @Nullable Throwable cause) {
    Throwable first = cause;
    while (first != null && first.getCause() != null) {
      first = first.getCause();
    }
    String why =
        first == null
            ? ""
            : ", " + String.valueOf(first.getMessage()).lines().findFirst().orElse("");
    return new IOException(
        "transport: " + choice + " (expected: one that this machine has" + why + ")", cause);
  }

  private static IoHandlerFactory handlers(TransportChoice choice) {
    return switch (choice) {
      case EPOLL -> EpollIoHandler.newFactory();
      case IO_URING -> IoUringIoHandler.newFactory();
      case NIO -> NioIoHandler.newFactory();
    };
  }

  /** Whether connections can be taken on that were meant for others. */
  public boolean isTransparent() {
    return choice != TransportChoice.NIO;
  }

  private ChannelOption<Boolean> transparent() {
    return choice == TransportChoice.IO_URING
        ? IoUringChannelOption.IP_TRANSPARENT
        : EpollChannelOption.IP_TRANSPARENT;
  }

  /** The same loops, for the sockets of {@code others}; those are epoll's where the loops are. */
  public Transport with(Sockets others) {
    return new Transport(loops, choice, others, mark, sharedPorts);
  }

  /** The same loops, for ports that no other process may open. */
  public Transport withOwnPorts() {
    return new Transport(loops, choice, sockets, mark, false);
  }

  private ChannelOption<Boolean> reusePort() {
    return choice == TransportChoice.NIO
        ? NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT)
        : UnixChannelOption.SO_REUSEPORT;
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
    if (sharedPorts) {
      server.option(reusePort(), true);
    }
    return server;
  }

  /** As {@link #server}, for connections that were meant for others; see {@link #isTransparent}. */
  public ServerBootstrap transparentServer() {
    return server().option(transparent(), true);
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
          .option(transparent(), true)
          // The port is chosen at connect, so that one address has as many for each destination.
          .option(IP_BIND_ADDRESS_NO_PORT, 1);
    }
    return client;
  }
}
