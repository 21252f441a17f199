package dev.weft.it.programs.contracts;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** How a connection ends, and what each end is told of it. */
final class NettyEnding {
  private static final int BYTES = 3_000_000;
  private static final long LIMIT_SECONDS = 40;

  private final NettyTransport transport;

  NettyEnding(NettyTransport transport) {
    this.transport = transport;
  }

  List<Check> checks() {
    String name = transport.title() + ".ending.";
    List<Check> checks =
        new ArrayList<>(
            List.of(
                new Check(name + "closed_byTheClient", () -> closed(true)),
                new Check(name + "closed_byTheServer", () -> closed(false)),
                new Check(name + "closed_afterMuch_allArrives", () -> closedAfterMuch(-1)),
                new Check(name + "closed_lingering_allArrives", () -> closedAfterMuch(20)),
                new Check(name + "closed_asSoonAsConnected", this::closedAtOnce),
                new Check(name + "reset_isAnException", this::reset),
                new Check(name + "halfClosed_theRestGoesOn", () -> halfClosed(false, BYTES / 10)),
                new Check(
                    name + "halfClosed_openedFirst_theRestGoesOn",
                    () -> halfClosed(true, BYTES / 10)),
                new Check(
                    transport.title() + ".meshed.halfClosed_muchOfTheRest_goesOn",
                    () -> halfClosed(true, 10 * BYTES)),
                new Check(name + "halfClosed_whereThatIsNotAllowed_isClosed", this::notAllowed),
                new Check(name + "inputShutDown_outputGoesOn", this::inputShutDown),
                new Check(name + "written_whenClosed_fails", this::writtenWhenClosed),
                new Check(name + "closed_whileMuchIsQueued_failsTheRest", this::queued)));
    if (transport.isEpoll()) {
      checks.add(new Check(name + "closed_whereNobodyReads_isTold", this::closedUnread));
    }
    return checks;
  }

  private void closed(boolean byClient) throws Exception {
    try (NettyPair pair = NettyPair.open(transport).established()) {
      NettyEnd closing = byClient ? pair.client() : pair.server();
      NettyEnd other = byClient ? pair.server() : pair.client();
      closing.channel().close().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      closing.awaitEvent("inactive");
      other.awaitEvent("inactive");
      closing.expectNoFailure("failure of who closed");
      other.expectNoFailure("failure of the other");
      Expect.equal(other.count("inactive"), 1, "how often it was told");
    }
  }

  private void closedAfterMuch(int linger) throws Exception {
    byte[] bytes = Bytes.of(BYTES, 1);
    try (NettyPair pair =
        NettyPair.open(
            transport,
            server -> server,
            client -> linger < 0 ? client : client.option(ChannelOption.SO_LINGER, linger))) {
      pair.client()
          .sending(bytes)
          .addListener(io.netty.channel.ChannelFutureListener.CLOSE)
          .get(LIMIT_SECONDS, TimeUnit.SECONDS);
      pair.server().awaitEvent("inactive").awaitBytes(bytes);
      pair.server().expectNoFailure("failure");
    }
  }

  /** Whatever the server makes of it, it learns of the end. */
  private void closedAtOnce() throws Exception {
    try (NettyPair pair = NettyPair.open(transport)) {
      pair.client().channel().close().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      pair.server().awaitEvent("inactive");
      Expect.equal(pair.server().size(), 0, "bytes");
    }
  }

  private void reset() throws Exception {
    try (NettyPair pair =
        NettyPair.open(
                transport, server -> server, client -> client.option(ChannelOption.SO_LINGER, 0))
            .established()) {
      pair.client().channel().close().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      pair.server().awaitEvent("inactive");
      Expect.that(
          pair.server().failure() instanceof IOException,
          "failure: " + pair.server().failure() + " (expected: an IOException)");
    }
  }

  private NettyPair openHalfClosing() throws InterruptedException {
    return NettyPair.open(
        transport,
        server -> server.childOption(ChannelOption.ALLOW_HALF_CLOSURE, true),
        client -> client.option(ChannelOption.ALLOW_HALF_CLOSURE, true));
  }

  private void halfClosed(boolean established, int rest) throws Exception {
    byte[] there = Bytes.of(BYTES, 2);
    byte[] back = Bytes.of(rest, 3);
    try (NettyPair pair = openHalfClosing()) {
      if (established) {
        pair.established();
      }
      pair.client().sending(there).get(LIMIT_SECONDS, TimeUnit.SECONDS);
      ((SocketChannel) pair.client().channel())
          .shutdownOutput()
          .get(LIMIT_SECONDS, TimeUnit.SECONDS);
      pair.server().awaitEvent("input ended").awaitBytes(there);
      Expect.that(pair.server().channel().isActive(), "the server's end is closed");

      pair.server().sending(back).get(LIMIT_SECONDS, TimeUnit.SECONDS);
      ((SocketChannel) pair.server().channel())
          .shutdownOutput()
          .get(LIMIT_SECONDS, TimeUnit.SECONDS);
      pair.client().awaitEvent("input ended").awaitBytes(back);
      pair.client().expectNoFailure("the client's failure");
      pair.server().expectNoFailure("the server's failure");
    }
  }

  private void notAllowed() throws Exception {
    try (NettyPair pair = NettyPair.open(transport).established()) {
      ((SocketChannel) pair.client().channel())
          .shutdownOutput()
          .get(LIMIT_SECONDS, TimeUnit.SECONDS);
      pair.server().awaitEvent("inactive");
      pair.client().awaitEvent("inactive");
      pair.server().expectNoFailure("failure");
    }
  }

  private void inputShutDown() throws Exception {
    byte[] bytes = Bytes.of(BYTES / 10, 4);
    try (NettyPair pair = openHalfClosing().established()) {
      ((SocketChannel) pair.client().channel())
          .shutdownInput()
          .get(LIMIT_SECONDS, TimeUnit.SECONDS);
      pair.client().send(bytes);
      pair.server().awaitBytes(bytes);
    }
  }

  private void writtenWhenClosed() throws Exception {
    try (NettyPair pair = NettyPair.open(transport).established()) {
      pair.client().channel().close().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      ChannelFuture written = pair.client().sending(new byte[1]);
      ExecutionException failed =
          Expect.fails(
              ExecutionException.class, () -> written.get(LIMIT_SECONDS, TimeUnit.SECONDS));
      Expect.that(failed.getCause() instanceof ClosedChannelException, "" + failed.getCause());
    }
  }

  private void queued() throws Exception {
    try (NettyPair pair =
        NettyPair.open(
                transport,
                server -> server.childOption(ChannelOption.AUTO_READ, true),
                client -> client)
            .established()) {
      pair.server().channel().config().setAutoRead(false);
      ChannelFuture sent = pair.client().sending(Bytes.of(10 * BYTES, 5));
      pair.client().awaitEvent("full");
      pair.client().channel().close().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      Expect.fails(ExecutionException.class, () -> sent.get(LIMIT_SECONDS, TimeUnit.SECONDS));
      pair.server().channel().config().setAutoRead(true);
      pair.server().awaitEvent("inactive");
    }
  }

  /** The kernel tells of the peer's end (EPOLLRDHUP), though nobody asks for bytes. */
  private void closedUnread() throws Exception {
    byte[] bytes = Bytes.of(1_000, 6);
    try (NettyPair pair = NettyPair.open(transport).established()) {
      pair.server().channel().config().setAutoRead(false);
      pair.client().sending(bytes).get(LIMIT_SECONDS, TimeUnit.SECONDS);
      pair.client().channel().close().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      pair.server().awaitEvent("inactive").awaitBytes(bytes);
    }
  }
}
