package dev.weft.agent.nativenet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sockets in native code that a running program has made already. What it listens on with them
 * cannot be told from what it listens on with the JDK's, so such a program is not attached to.
 */
public final class SocketsInUse {
  /** How their classes' names end, relocated copies too. */
  private static final List<String> ENDINGS =
      List.of(
          "channel.epoll.EpollEventLoop",
          "channel.epoll.EpollIoHandler",
          "channel.uring.IOUringEventLoop",
          "channel.uring.IoUringIoHandler",
          "tomcat.jni.Socket",
          "one.nio.net.NativeSocket",
          // What JDK 17 has when it is told to use its sockets of before JEP 353.
          "java.net.PlainSocketImpl");

  private SocketsInUse() {}

  /** The name of a class that stands for them, or null when {@code loaded} has none. */
  public static @Nullable String find(Class<?>[] loaded) {
    for (Class<?> type : loaded) {
      String name = type.getName();
      for (String ending : ENDINGS) {
        if (name.endsWith(ending) && !type.isArray()) {
          return name;
        }
      }
    }
    return null;
  }
}
