package dev.weft.agent.jdk;

import static dev.weft.agent.jdk.Hook.CONSTRUCTOR;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Every method of the JDK that Weft rewrites, here and nowhere else. */
final class HookTable {
  private static final String DISPATCHER = "sun.nio.ch.SocketDispatcher";
  private static final String UNIX_DISPATCHER = "sun.nio.ch.UnixDispatcher";
  private static final String NET = "sun.nio.ch.Net";
  private static final String SOCKET = "sun.nio.ch.NioSocketImpl";
  private static final String SELECTABLE = "sun.nio.ch.SelChImpl";
  private static final String CHANNEL = "sun.nio.ch.SocketChannelImpl";
  private static final String SERVER_CHANNEL = "sun.nio.ch.ServerSocketChannelImpl";
  private static final String DATAGRAM = "sun.nio.ch.DatagramChannelImpl";
  private static final String EPOLL = "sun.nio.ch.EPollSelectorImpl";
  private static final String POLL = "sun.nio.ch.PollSelectorImpl";
  private static final String ASYNC = "sun.nio.ch.UnixAsynchronousSocketChannelImpl";
  private static final String ASYNC_BASE = "sun.nio.ch.AsynchronousSocketChannelImpl";
  private static final String ASYNC_SERVER = "sun.nio.ch.AsynchronousServerSocketChannelImpl";
  private static final String FILE = "sun.nio.ch.FileChannelImpl";

  static final List<Hook> ALL =
      List.of(
          io("read", SocketDispatcherAdvice.Read.class),
          io("write", SocketDispatcherAdvice.Write.class),
          io("readv", SocketDispatcherAdvice.ReadVector.class),
          io("writev", SocketDispatcherAdvice.WriteVector.class),
          new Hook(
              List.of(DISPATCHER, UNIX_DISPATCHER),
              List.of("close"),
              List.of("FileDescriptor"),
              SocketDispatcherAdvice.Close.class),
          hook(
              NetAdvice.Connect.class,
              NET,
              "connect",
              "ProtocolFamily",
              "FileDescriptor",
              "InetAddress",
              "int"),
          hook(NetAdvice.PollConnectNow.class, NET, "pollConnectNow", "FileDescriptor"),
          hook(NetAdvice.DatagramConnect.class, DATAGRAM, "connect", "SocketAddress", "boolean"),
          hook(BlockingSocketAdvice.Park.class, SOCKET, "park", "FileDescriptor", "int", "long"),
          hook(BlockingSocketAdvice.Accept.class, SOCKET, "accept", "SocketImpl"),
          hook(BlockingSocketAdvice.Listen.class, SOCKET, "listen", "int"),
          hook(BlockingSocketAdvice.Available.class, SOCKET, "available"),
          hook(BlockingSocketAdvice.ShutdownOutput.class, SOCKET, "shutdownOutput"),
          hook(BlockingSocketAdvice.Close.class, SOCKET, "close"),
          hook(BlockingSocketAdvice.SendUrgentData.class, SOCKET, "sendUrgentData", "int"),
          hook(ChannelAdvice.Park.class, SELECTABLE, "park", "int", "long"),
          hook(
              ChannelAdvice.Accepted.class,
              CHANNEL,
              CONSTRUCTOR,
              "SelectorProvider",
              "ProtocolFamily",
              "FileDescriptor",
              "SocketAddress"),
          hook(ChannelAdvice.InterestOps.class, CHANNEL, "translateInterestOps", "int"),
          hook(
              ChannelAdvice.ReadyOps.class,
              CHANNEL,
              "translateReadyOps",
              "int",
              "int",
              "SelectionKeyImpl"),
          hook(ChannelAdvice.Available.class, CHANNEL, "available"),
          hook(ChannelAdvice.ShutdownOutput.class, CHANNEL, "shutdownOutput"),
          hook(ChannelAdvice.Close.class, CHANNEL, "implCloseSelectableChannel"),
          hook(ChannelAdvice.SendUrgentData.class, CHANNEL, "sendOutOfBandData", "byte"),
          hook(ChannelAdvice.Bind.class, SERVER_CHANNEL, "bind", "SocketAddress", "int"),
          hook(SelectorAdvice.Select.class, EPOLL, "doSelect", "Consumer", "long"),
          hook(SelectorAdvice.SetEventOps.class, EPOLL, "setEventOps", "SelectionKeyImpl"),
          hook(SelectorAdvice.Close.class, EPOLL, "implClose"),
          hook(SelectorAdvice.Select.class, POLL, "doSelect", "Consumer", "long"),
          hook(SelectorAdvice.SetEventOps.class, POLL, "setEventOps", "SelectionKeyImpl"),
          hook(SelectorAdvice.Close.class, POLL, "implClose"),
          hook(
              AsyncChannelAdvice.Accepted.class,
              ASYNC,
              CONSTRUCTOR,
              "Port",
              "FileDescriptor",
              "InetSocketAddress"),
          hook(AsyncChannelAdvice.UpdateEvents.class, ASYNC, "updateEvents"),
          hook(AsyncChannelAdvice.OnEvent.class, ASYNC, "onEvent", "int", "boolean"),
          hook(AsyncChannelAdvice.SetConnected.class, ASYNC, "setConnected"),
          hook(ChannelAdvice.Close.class, ASYNC, "implClose"),
          hook(ChannelAdvice.ShutdownOutput.class, ASYNC_BASE, "shutdownOutput"),
          hook(AsyncChannelAdvice.Bind.class, ASYNC_SERVER, "bind", "SocketAddress", "int"),
          new Hook(
              List.of(FILE),
              List.of("transferToDirect", "transferToDirectly"),
              List.of("long", "int", "WritableByteChannel"),
              ChannelAdvice.TransferTo.class));

  private HookTable() {}

  /** Every class that a hook may be in. */
  static Set<String> types() {
    Set<String> types = new LinkedHashSet<>();
    for (Hook hook : ALL) {
      types.addAll(hook.types());
    }
    return types;
  }

  private static Hook io(String method, Class<?> advice) {
    return hook(advice, DISPATCHER, method, "FileDescriptor", "long", "int");
  }

  private static Hook hook(Class<?> advice, String type, String method, String... parameters) {
    return new Hook(List.of(type), List.of(method), List.of(parameters), advice);
  }
}
