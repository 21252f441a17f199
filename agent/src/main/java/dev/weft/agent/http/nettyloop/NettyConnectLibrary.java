package dev.weft.agent.http.nettyloop;

import dev.weft.agent.http.ClientLibrary;
import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into Netty's channels: a connection that opens is handed to its handlers under what
 * those worked under who asked for it.
 */
public final class NettyConnectLibrary {
  private static final String HERE = "dev.weft.agent.http.nettyloop.";

  /** The description. */
  public static final ClientLibrary LIBRARY =
      new ClientLibrary(
          "Netty connections",
          List.of("io.netty."),
          "io.netty.channel.nio",
          List.of(HERE + "NettyConnects"),
          List.of(
              LibraryClass.of(
                  "io.netty.channel.nio.AbstractNioChannel$AbstractNioUnsafe",
                  new Weave.Keep(),
                  new Weave.Inline(
                      "connect",
                      List.of(
                          "java.net.SocketAddress",
                          "java.net.SocketAddress",
                          "io.netty.channel.ChannelPromise"),
                      HERE + "ConnectAdvice$Connect"),
                  new Weave.Inline("finishConnect", List.of(), HERE + "ConnectAdvice$Finish"))));

  private NettyConnectLibrary() {}
}
