package dev.weft.it.programs.contracts;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How connections come about, or do not. */
final class NettyConnecting {
  private static final int BYTES = 200_000;
  private static final long LIMIT_SECONDS = 40;

  private final NettyTransport transport;

  NettyConnecting(NettyTransport transport) {
    this.transport = transport;
  }

  List<Check> checks() {
    String name = transport.title() + ".connecting.";
    List<Check> checks =
        new ArrayList<>(
            List.of(
                new Check(name + "nobodyListens_isRefused", this::refused),
                new Check(name + "nobodyAccepts_timesOut", this::timesOut),
                new Check(name + "closedWhileConnecting_fails", this::closedMeanwhile),
                new Check(name + "fromAnAddressOfOnesOwn", this::bound),
                new Check(name + "writtenAtOnce_arrives", this::writtenAtOnce)));
    if (transport.isEpoll()) {
      if (hasFastOpen()) {
        checks.add(new Check(name + "fastOpen_arrives", this::fastOpen));
      }
      checks.add(new Check(name + "onePortForSeveral_eachIsServed", this::reusedPort));
      checks.add(new Check(name + "adoptedDescriptor_goesOn", this::adopted));
    }
    return checks;
  }

  /** Older releases have no such option for clients. */
  private static boolean hasFastOpen() {
    return ChannelOption.exists("TCP_FASTOPEN_CONNECT") && ChannelOption.exists("TCP_FASTOPEN");
  }

  private ChannelFuture connect(InetSocketAddress to, int millis) {
    return transport
        .client()
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis)
        .handler(new ChannelInboundHandlerAdapter())
        .connect(to);
  }

  private static Throwable failure(ChannelFuture future) {
    Throwable cause =
        Expect.fails(ExecutionException.class, () -> future.get(LIMIT_SECONDS, TimeUnit.SECONDS))
            .getCause();
    if (cause == null) {
      throw new IllegalStateException("no cause");
    }
    return cause;
  }

  private void refused() throws Exception {
    InetSocketAddress nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = (InetSocketAddress) socket.getLocalSocketAddress();
    }
    Throwable failure = failure(connect(nobody, 10_000));
    Expect.that(failure instanceof ConnectException, "" + failure);
  }

  /** A listener whose backlog is full, so that the kernel answers nobody any more. */
  private record Deaf(ServerSocket listener, List<Socket> before) implements AutoCloseable {
    static Deaf open() throws IOException {
      ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      Deaf deaf = new Deaf(listener, new ArrayList<>());
      while (deaf.connectOne()) {
        Expect.that(deaf.before.size() < 20, "the backlog is never full");
      }
      return deaf;
    }

    private boolean connectOne() throws IOException {
      Socket socket = new Socket();
      before.add(socket);
      try {
        socket.connect(listener.getLocalSocketAddress(), 300);
        return true;
      } catch (java.net.SocketTimeoutException e) {
        return false;
      }
    }

    InetSocketAddress address() {
      return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    @Override
    public void close() throws IOException {
      for (Socket socket : before) {
        socket.close();
      }
      listener.close();
    }
  }

  private void timesOut() throws Exception {
    try (Deaf deaf = Deaf.open()) {
      Throwable failure = failure(connect(deaf.address(), 300));
      Expect.that(failure instanceof ConnectTimeoutException, "" + failure);
    }
  }

  private void closedMeanwhile() throws Exception {
    try (Deaf deaf = Deaf.open()) {
      ChannelFuture connect = connect(deaf.address(), 30_000);
      Expect.fails(TimeoutException.class, () -> connect.get(200, TimeUnit.MILLISECONDS));
      connect.channel().close().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      Throwable failure = failure(connect);
      Expect.that(failure instanceof ClosedChannelException, "" + failure);
    }
  }

  private void bound() throws Exception {
    byte[] bytes = Bytes.of(BYTES, 1);
    InetSocketAddress own = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (NettyPair pair =
        NettyPair.open(transport, server -> server, client -> client.localAddress(own))) {
      pair.client().send(bytes);
      pair.server().awaitBytes(bytes);
      Expect.equal(
          pair.server().channel().remoteAddress(), pair.client().channel().localAddress(), "peer");
    }
  }

  /** Before it is connected, let alone meshed. */
  private void writtenAtOnce() throws Exception {
    byte[] bytes = Bytes.of(BYTES, 2);
    NettyEnd server = new NettyEnd();
    Channel acceptor = NettyPair.listen(transport.server(), server);
    NettyEnd client = new NettyEnd();
    ChannelFuture connected = transport.client().handler(client).connect(acceptor.localAddress());
    ChannelFuture unused = connected.addListener(done -> client.send(bytes));
    server.awaitBytes(bytes);
    new NettyPair(acceptor, client, server).close();
  }

  private void fastOpen() throws Exception {
    byte[] bytes = Bytes.of(BYTES, 3);
    // The second one has the cookie that the first one got.
    for (int i = 0; i < 2; i++) {
      NettyEnd server = new NettyEnd();
      Channel acceptor =
          NettyPair.listen(transport.server().option(ChannelOption.TCP_FASTOPEN, 16), server);
      NettyEnd client = new NettyEnd();
      Channel channel =
          transport
              .client()
              .option(ChannelOption.TCP_FASTOPEN_CONNECT, true)
              .handler(client)
              .register()
              .sync()
              .channel();
      // What is written before it connects may leave with the first packet.
      ChannelFuture written = channel.write(Unpooled.wrappedBuffer(bytes));
      channel.connect(acceptor.localAddress()).get(LIMIT_SECONDS, TimeUnit.SECONDS);
      channel.flush();
      written.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      server.awaitBytes(bytes);
      new NettyPair(acceptor, client, server).close();
    }
  }

  private void reusedPort() throws Exception {
    byte[] bytes = Bytes.of(1_000, 4);
    NettyEnd first = new NettyEnd();
    Channel one =
        NettyPair.listen(transport.server().option(EpollChannelOption.SO_REUSEPORT, true), first);
    NettyEnd second = new NettyEnd();
    Channel two =
        transport
            .server()
            .option(EpollChannelOption.SO_REUSEPORT, true)
            .childHandler(second)
            .bind(one.localAddress())
            .sync()
            .channel();
    one.close().sync();
    // Whoever connects now meets the one that is left, which is as much part of the mesh.
    NettyEnd client = new NettyEnd();
    Channel unused =
        transport.client().handler(client).connect(two.localAddress()).sync().channel();
    client.send(bytes);
    second.awaitBytes(bytes);
    client.channel().close().sync();
    two.close().sync();
  }

  /** A socket that somebody else opened, known by its number alone. */
  private void adopted() throws Exception {
    byte[] bytes = Bytes.of(BYTES, 5);
    NettyEnd server = new NettyEnd();
    Channel acceptor = NettyPair.listen(transport.server(), server);
    io.netty.channel.unix.Socket socket = io.netty.channel.unix.Socket.newSocketStream();
    NettyEnd client = new NettyEnd();
    EpollSocketChannel channel = new EpollSocketChannel(socket.intValue());
    channel.pipeline().addLast(client);
    transport.client().config().group().register(channel).sync();
    channel.connect(acceptor.localAddress()).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    client.send(bytes);
    server.awaitBytes(bytes);
    new NettyPair(acceptor, client, server).close();
  }
}
