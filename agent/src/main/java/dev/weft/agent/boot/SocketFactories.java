package dev.weft.agent.boot;

import java.lang.reflect.Field;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import jdk.internal.misc.Unsafe;

/**
 * The factories by which the program makes sockets of its own kind, if it has set any before the
 * agent was there.
 */
public final class SocketFactories {
  private SocketFactories() {}

  /** Those that are set and are not the JDK's; to be called once the boot types are there. */
  public static List<Class<?>> foreign() {
    List<Class<?>> found = new ArrayList<>();
    for (Class<?> type : List.of(Socket.class, ServerSocket.class)) {
      try {
        Field field = type.getDeclaredField("factory");
        Unsafe unsafe = Unsafe.getUnsafe();
        Object set =
            unsafe.getReferenceVolatile(
                unsafe.staticFieldBase(field), unsafe.staticFieldOffset(field));
        if (set != null && set.getClass().getClassLoader() != null) {
          found.add(set.getClass());
        }
      } catch (NoSuchFieldException e) {
        throw new IllegalStateException(type.getName() + ": no factory", e);
      }
    }
    return found;
  }
}
