package dev.weft.bootstrap;

import dev.weft.bootstrap.nativenet.Meshed;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a program learns that asks for a native transport which the mesh does not reach. */
public final class NativeTransports {
  private static final String REASON =
      "native transport: switched off by the Weft agent, which cannot protect it"
          + " (expected: the NIO transport)";

  /** What the mesh has to be in, of what stands beside {@code epoll.Epoll}. */
  private static final List<String> EPOLL =
      List.of(
          "unix.FileDescriptor",
          "unix.Socket",
          "epoll.LinuxSocket",
          "epoll.Native",
          "epoll.AbstractEpollChannel",
          "epoll.AbstractEpollChannel$AbstractEpollUnsafe",
          "epoll.AbstractEpollStreamChannel",
          "epoll.AbstractEpollStreamChannel$EpollStreamUnsafe",
          "epoll.EpollSocketChannel",
          "epoll.EpollServerSocketChannel");

  private NativeTransports() {}

  /** Whether the mesh is in everything that makes up the transport of {@code epoll}. */
  public static boolean isMeshed(Class<?> epoll) {
    String name = epoll.getName();
    String beside = name.substring(0, name.length() - "epoll.Epoll".length());
    try {
      for (String type : EPOLL) {
        Class<?> woven = Class.forName(beside + type, false, epoll.getClassLoader());
        if (!Arrays.asList(woven.getInterfaces()).contains(Meshed.class)) {
          return false;
        }
      }
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** Why it is not available; {@code cause} when there is another reason already. */
  public static Throwable cause(@Nullable Throwable cause) {
    return cause == null ? new UnsupportedOperationException(REASON) : cause;
  }

  /** The error that a missing native library gives, for whoever insists on it. */
  public static UnsatisfiedLinkError refusal() {
    return new UnsatisfiedLinkError(REASON);
  }
}
