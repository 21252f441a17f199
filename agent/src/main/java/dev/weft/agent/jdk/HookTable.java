package dev.weft.agent.jdk;

import static dev.weft.agent.jdk.Hook.CONSTRUCTOR;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Every method of the JDK that Weft must rewrite, here and nowhere else; what it rewrites where it
 * can is in {@link ContextHooks}. Advice is given by name, so that reading the table loads none of
 * it.
 */
public final class HookTable {
  private static final String DISPATCHER = "sun.nio.ch.SocketDispatcher";
  private static final String UNIX_DISPATCHER = "sun.nio.ch.UnixDispatcher";
  private static final String NET = "sun.nio.ch.Net";
  private static final String PUBLIC_SOCKET = "java.net.Socket";
  private static final String PUBLIC_SERVER = "java.net.ServerSocket";
  private static final String SOCKET_BASE = "java.net.SocketImpl";
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
          io("read", "SocketDispatcherAdvice$Read"),
          io("write", "SocketDispatcherAdvice$Write"),
          io("readv", "SocketDispatcherAdvice$ReadVector"),
          io("writev", "SocketDispatcherAdvice$WriteVector"),
          new Hook(
              List.of(DISPATCHER, UNIX_DISPATCHER),
              List.of("close"),
              List.of("FileDescriptor"),
              "SocketDispatcherAdvice$Close"),
          hook(
              "NetAdvice$Connect",
              NET,
              "connect",
              "ProtocolFamily",
              "FileDescriptor",
              "InetAddress",
              "int"),
          hook(
              "NetAdvice$Bind",
              NET,
              "bind",
              "ProtocolFamily",
              "FileDescriptor",
              "InetAddress",
              "int"),
          hook("NetAdvice$PollConnectNow", NET, "pollConnectNow", "FileDescriptor"),
          hook("NetAdvice$DatagramConnect", DATAGRAM, "connect", "SocketAddress", "boolean"),
          implementation(PUBLIC_SOCKET, CONSTRUCTOR, "SocketImpl"),
          implementation(PUBLIC_SOCKET, "setSocketImplFactory", "SocketImplFactory"),
          implementation(PUBLIC_SERVER, CONSTRUCTOR, "SocketImpl"),
          implementation(PUBLIC_SERVER, "setSocketFactory", "SocketImplFactory"),
          hook("SocketAdvice$Platform", SOCKET_BASE, "createPlatformSocketImpl", "boolean"),
          hook("BlockingSocketAdvice$Park", SOCKET, "park", "FileDescriptor", "int", "long"),
          hook("BlockingSocketAdvice$Accept", SOCKET, "accept", "SocketImpl"),
          new Hook(
              List.of(SOCKET), List.of("closerFor"), Hook.ANY, "BlockingSocketAdvice$CloserFor"),
          hook("BlockingSocketAdvice$Listen", SOCKET, "listen", "int"),
          hook("BlockingSocketAdvice$Available", SOCKET, "available"),
          hook("BlockingSocketAdvice$ShutdownInput", SOCKET, "shutdownInput"),
          hook("BlockingSocketAdvice$ShutdownOutput", SOCKET, "shutdownOutput"),
          hook("BlockingSocketAdvice$Close", SOCKET, "close"),
          hook("BlockingSocketAdvice$SendUrgentData", SOCKET, "sendUrgentData", "int"),
          hook("ChannelAdvice$Park", SELECTABLE, "park", "int", "long"),
          hook(
              "ChannelAdvice$Accepted",
              CHANNEL,
              CONSTRUCTOR,
              "SelectorProvider",
              "ProtocolFamily",
              "FileDescriptor",
              "SocketAddress"),
          hook("ChannelAdvice$Connecting", CHANNEL, "endConnect", "boolean", "boolean"),
          hook("ChannelAdvice$InterestOps", CHANNEL, "translateInterestOps", "int"),
          hook(
              "ChannelAdvice$ReadyOps",
              CHANNEL,
              "translateReadyOps",
              "int",
              "int",
              "SelectionKeyImpl"),
          hook("ChannelAdvice$Available", CHANNEL, "available"),
          hook("ChannelAdvice$ShutdownInput", CHANNEL, "shutdownInput"),
          hook("ChannelAdvice$ShutdownOutput", CHANNEL, "shutdownOutput"),
          hook("ChannelAdvice$Close", CHANNEL, "implCloseSelectableChannel"),
          hook("ChannelAdvice$SendUrgentData", CHANNEL, "sendOutOfBandData", "byte"),
          hook(
              "ChannelAdvice$Inherited",
              SERVER_CHANNEL,
              CONSTRUCTOR,
              "SelectorProvider",
              "ProtocolFamily",
              "FileDescriptor",
              "boolean"),
          hook("ChannelAdvice$Bind", SERVER_CHANNEL, "bind", "SocketAddress", "int"),
          hook("SelectorAdvice$Select", EPOLL, "doSelect", "Consumer", "long"),
          hook("SelectorAdvice$SetEventOps", EPOLL, "setEventOps", "SelectionKeyImpl"),
          hook("SelectorAdvice$WakeUp", EPOLL, "wakeup"),
          hook("SelectorAdvice$ClearInterrupt", EPOLL, "clearInterrupt"),
          hook("SelectorAdvice$Close", EPOLL, "implClose"),
          hook("SelectorAdvice$Select", POLL, "doSelect", "Consumer", "long"),
          hook("SelectorAdvice$SetEventOps", POLL, "setEventOps", "SelectionKeyImpl"),
          hook("SelectorAdvice$WakeUp", POLL, "wakeup"),
          hook("SelectorAdvice$ClearInterrupt", POLL, "clearInterrupt"),
          hook("SelectorAdvice$Close", POLL, "implClose"),
          hook(
              "AsyncChannelAdvice$Accepted",
              ASYNC,
              CONSTRUCTOR,
              "Port",
              "FileDescriptor",
              "InetSocketAddress"),
          hook("AsyncChannelAdvice$UpdateEvents", ASYNC, "updateEvents"),
          hook("AsyncChannelAdvice$OnEvent", ASYNC, "onEvent", "int", "boolean"),
          hook("AsyncChannelAdvice$SetConnected", ASYNC, "setConnected"),
          hook("ChannelAdvice$Close", ASYNC, "implClose"),
          hook("ChannelAdvice$ShutdownInput", ASYNC_BASE, "shutdownInput"),
          hook("ChannelAdvice$ShutdownOutput", ASYNC_BASE, "shutdownOutput"),
          hook("AsyncChannelAdvice$Bind", ASYNC_SERVER, "bind", "SocketAddress", "int"),
          new Hook(
              List.of(FILE),
              List.of("transferToDirect", "transferToDirectly"),
              List.of("long", "int", "WritableByteChannel"),
              "ChannelAdvice$TransferTo"));

  private HookTable() {}

  /** Every class that a hook may be in. */
  public static Set<String> types() {
    Set<String> types = new LinkedHashSet<>();
    for (Hook hook : ALL) {
      types.addAll(hook.types());
    }
    return types;
  }

  /** The hooks that may be in the class {@code type}, of this table and of the other. */
  static List<Hook> of(String type) {
    return type.startsWith("java.util.concurrent.") ? ContextHooks.ALL : ALL;
  }

  private static Hook io(String method, String advice) {
    return hook(advice, DISPATCHER, method, "FileDescriptor", "long", "int");
  }

  private static Hook implementation(String type, String method, String parameter) {
    return hook("SocketAdvice$Implementation", type, method, parameter);
  }

  private static Hook hook(String advice, String type, String method, String... parameters) {
    return new Hook(List.of(type), List.of(method), List.of(parameters), advice);
  }
}
