package dev.weft.it.programs.contracts;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Channels that leave their event loop, and loops that end. */
final class NettyLoops {
  private static final int BYTES = 1_000_000;
  private static final int MOVES = 30;
  private static final long LIMIT_SECONDS = 40;

  private final NettyTransport transport;

  NettyLoops(NettyTransport transport) {
    this.transport = transport;
  }

  List<Check> checks() {
    String name = transport.title() + ".loops.";
    return List.of(
        new Check(name + "deregistered_isNotReadUntilRegisteredAgain", this::deregistered),
        new Check(name + "movedWhileItOpens_goesOn", () -> moved(false)),
        new Check(name + "movedWhileBytesFlow_goesOn", () -> moved(true)),
        new Check(name + "shutDownWithOpenConnections_endsThem", this::shutDown));
  }

  private void deregistered() throws Exception {
    byte[] bytes = Bytes.of(10_000, 1);
    EventLoopGroup other = transport.loops(1);
    try (NettyPair pair = NettyPair.open(transport).established()) {
      Channel channel = pair.server().channel();
      channel.deregister().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      pair.client().sending(bytes).get(LIMIT_SECONDS, TimeUnit.SECONDS);
      Expect.equal(pair.server().size(), 0, "bytes read while it had no event loop");
      other.register(channel).get(LIMIT_SECONDS, TimeUnit.SECONDS);
      channel.read();
      pair.server().awaitBytes(bytes);
      pair.server().send(bytes);
      pair.client().awaitBytes(bytes);
    } finally {
      other.shutdownGracefully(0, LIMIT_SECONDS, TimeUnit.SECONDS).sync();
    }
  }

  private void moved(boolean established) throws Exception {
    byte[] bytes = Bytes.of(BYTES, 2);
    EventLoopGroup one = transport.loops(1);
    EventLoopGroup two = transport.loops(1);
    try (NettyPair pair = NettyPair.open(transport)) {
      if (established) {
        pair.established();
      }
      Channel server = pair.server().channel();
      for (int i = 0; i < MOVES; i++) {
        ChannelFuture sent = pair.client().sending(part(bytes, i));
        server.deregister().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        (i % 2 == 0 ? one : two).register(server).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        server.read();
        sent.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      }
      pair.server().awaitBytes(bytes);
      pair.server().send(bytes);
      pair.client().awaitBytes(bytes);
    } finally {
      one.shutdownGracefully(0, LIMIT_SECONDS, TimeUnit.SECONDS).sync();
      two.shutdownGracefully(0, LIMIT_SECONDS, TimeUnit.SECONDS).sync();
    }
  }

  private static byte[] part(byte[] bytes, int index) {
    int from = (int) ((long) bytes.length * index / MOVES);
    int to = (int) ((long) bytes.length * (index + 1) / MOVES);
    return java.util.Arrays.copyOfRange(bytes, from, to);
  }

  private void shutDown() throws Exception {
    EventLoopGroup own = transport.loops(1);
    NettyEnd server = new NettyEnd();
    Channel acceptor = NettyPair.listen(transport.server(), server);
    NettyEnd client = new NettyEnd();
    Channel unused =
        transport.client(own).handler(client).connect(acceptor.localAddress()).sync().channel();
    NettyPair pair = new NettyPair(acceptor, client, server).established();
    own.shutdownGracefully(0, LIMIT_SECONDS, TimeUnit.SECONDS).sync();
    client.awaitEvent("inactive");
    server.awaitEvent("inactive");
    server.expectNoFailure("the other end's failure");
    acceptor.close().sync();
    Expect.that(!pair.client().channel().isOpen(), "it is open still");
  }
}
