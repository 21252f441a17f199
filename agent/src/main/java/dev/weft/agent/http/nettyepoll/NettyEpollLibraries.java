package dev.weft.agent.http.nettyepoll;

import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.TransportLibrary;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into Netty's epoll transport: into its descriptors, which its other native
 * transports share, and into the transport itself. Names only: this is read where no Netty is.
 */
public final class NettyEpollLibraries {
  private static final String HERE = "dev.weft.agent.http.nettyepoll.";
  private static final String UNIX = "io.netty.channel.unix.";
  private static final String EPOLL = "io.netty.channel.epoll.";
  private static final String DESCRIPTOR = HERE + "DescriptorAdvice$";
  private static final String SOCKET = HERE + "SocketAdvice$";
  private static final String CHANNEL = HERE + "EpollAdvice$";
  private static final String ADDRESS = "java.net.InetAddress";
  private static final List<String> MEMORY = List.of("long", "int", "int");
  private static final List<String> BUFFER = List.of("java.nio.ByteBuffer", "int", "int");
  private static final List<String> NUMBERS = List.of("int", "int", "int");

  /** Descriptors and sockets. */
  public static final TransportLibrary DESCRIPTORS =
      new TransportLibrary(
          "Netty native sockets",
          List.of("io.netty."),
          "io.netty.channel.unix",
          List.of(),
          List.of(
              LibraryClass.of(
                  UNIX + "FileDescriptor",
                  new Weave.Mesh(),
                  new Weave.Anchor(),
                  new Weave.Inline("read", BUFFER, DESCRIPTOR + "ReadBuffer"),
                  new Weave.Inline("readAddress", MEMORY, DESCRIPTOR + "ReadAddress"),
                  new Weave.Inline("write", BUFFER, DESCRIPTOR + "WriteBuffer"),
                  new Weave.Inline("writeAddress", MEMORY, DESCRIPTOR + "WriteAddress"),
                  new Weave.Inline(
                      "writev",
                      List.of("[Ljava.nio.ByteBuffer;", "int", "int", "long"),
                      DESCRIPTOR + "WriteBuffers"),
                  new Weave.Inline(
                      "writevAddresses", List.of("long", "int"), DESCRIPTOR + "WriteAddresses"),
                  new Weave.Inline("close", List.of(), DESCRIPTOR + "Close")),
              LibraryClass.of(
                  UNIX + "Socket",
                  new Weave.Mesh(),
                  Weave.Inline.ifThere("recv", BUFFER, DESCRIPTOR + "ReadBuffer"),
                  Weave.Inline.ifThere("recvAddress", MEMORY, DESCRIPTOR + "ReadAddress"),
                  Weave.Inline.ifThere("send", BUFFER, DESCRIPTOR + "WriteBuffer"),
                  Weave.Inline.ifThere("sendAddress", MEMORY, DESCRIPTOR + "WriteAddress"),
                  Weave.Inline.ifThere(
                      "sendTo",
                      List.of("java.nio.ByteBuffer", "int", "int", ADDRESS, "int", "boolean"),
                      SOCKET + "FastOpen"),
                  Weave.Inline.ifThere(
                      "sendToAddress",
                      List.of("long", "int", "int", ADDRESS, "int", "boolean"),
                      SOCKET + "FastOpen"),
                  Weave.Inline.ifThere(
                      "sendToAddresses",
                      List.of("long", "int", ADDRESS, "int", "boolean"),
                      SOCKET + "FastOpenVector"),
                  new Weave.Inline(
                      "connect", List.of("java.net.SocketAddress"), SOCKET + "Connect"),
                  new Weave.Inline("finishConnect", List.of(), SOCKET + "FinishConnect"),
                  new Weave.Inline("listen", List.of("int"), SOCKET + "Listen"),
                  new Weave.Inline(
                      "shutdown", List.of("boolean", "boolean"), SOCKET + "Shutdown"))),
          NettyNatives.UNIX);

  /** Channels and their event loops. */
  public static final TransportLibrary CHANNELS =
      new TransportLibrary(
          "Netty epoll",
          List.of("io.netty."),
          "io.netty.channel.epoll",
          List.of(HERE + "EpollChannel", HERE + "EpollFiles"),
          List.of(
              LibraryClass.of(
                  EPOLL + "LinuxSocket",
                  new Weave.Mesh(),
                  new Weave.Inline(
                      "sendFile",
                      List.of("io.netty.channel.DefaultFileRegion", "long", "long", "long"),
                      SOCKET + "SendFile")),
              LibraryClass.of(
                  EPOLL + "Native",
                  new Weave.Mesh(),
                  new Weave.Inline("epollCtlAdd", NUMBERS, CHANNEL + "Register"),
                  new Weave.Inline("epollCtlMod", NUMBERS, CHANNEL + "Modify"),
                  new Weave.Inline("epollCtlDel", List.of("int", "int"), CHANNEL + "Deregister")),
              LibraryClass.of(
                  EPOLL + "AbstractEpollChannel", new Weave.Mesh(), new Weave.Link("socket")),
              LibraryClass.of(
                  EPOLL + "AbstractEpollChannel$AbstractEpollUnsafe",
                  new Weave.Mesh(),
                  new Weave.Read("epollInReady"),
                  new Weave.Inline("epollOutReady", List.of(), CHANNEL + "OutReady"),
                  new Weave.Inline("epollRdHupReady", List.of(), CHANNEL + "HungUp")),
              LibraryClass.of(
                  EPOLL + "AbstractEpollStreamChannel",
                  new Weave.Mesh(),
                  new Weave.InlineEach("spliceTo", CHANNEL + "Splice")),
              LibraryClass.of(
                  EPOLL + "AbstractEpollStreamChannel$EpollStreamUnsafe",
                  new Weave.Mesh(),
                  new Weave.Inline("epollInReady", List.of(), CHANNEL + "InReady")),
              LibraryClass.of(
                  EPOLL + "EpollSocketChannel",
                  new Weave.Mesh(),
                  new Weave.InlineEach("<init>", CHANNEL + "Opened")),
              LibraryClass.of(
                  EPOLL + "EpollServerSocketChannel",
                  new Weave.Mesh(),
                  new Weave.InlineEach("<init>", CHANNEL + "ServerOpened"))),
          NettyNatives.EPOLL);

  private NettyEpollLibraries() {}
}
