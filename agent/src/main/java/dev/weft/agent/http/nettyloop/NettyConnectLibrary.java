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

  private static final String ADDRESS = "java.net.SocketAddress";

  /** Of channels of the JDK. */
  public static final ClientLibrary LIBRARY =
      library(
          "Netty connections",
          "io.netty.channel.nio",
          "io.netty.channel.nio.AbstractNioChannel$AbstractNioUnsafe");

  /** Of channels on epoll. */
  public static final ClientLibrary EPOLL =
      library(
          "Netty epoll connections",
          "io.netty.channel.epoll",
          "io.netty.channel.epoll.AbstractEpollChannel$AbstractEpollUnsafe");

  private NettyConnectLibrary() {}

  private static ClientLibrary library(String name, String home, String type) {
    return new ClientLibrary(
        name,
        List.of("io.netty."),
        home,
        List.of(HERE + "NettyConnects"),
        List.of(
            LibraryClass.of(
                type,
                new Weave.Keep(),
                new Weave.Inline(
                    "connect",
                    List.of(ADDRESS, ADDRESS, "io.netty.channel.ChannelPromise"),
                    HERE + "ConnectAdvice$Connect"),
                new Weave.Inline("finishConnect", List.of(), HERE + "ConnectAdvice$Finish"))));
  }
}
