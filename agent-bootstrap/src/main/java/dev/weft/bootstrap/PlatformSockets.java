package dev.weft.bootstrap;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.net.SocketImpl;

/**
 * What the JDK implements its blocking sockets by. JDK 17 can be told (by {@code
 * jdk.net.usePlainSocketImpl}) to use its sockets of before JEP 353: native code that no hook is
 * in, and that would send in the clear.
 */
public final class PlatformSockets {
  private static final String FORMER = "java.net.PlainSocketImpl";

  private PlatformSockets() {}

  /** The present implementation in place of a former one, which has no descriptor yet. */
  public static SocketImpl present(SocketImpl made, boolean server) {
    return made.getClass().getName().equals(FORMER) ? Present.make(server) : made;
  }

  /** Apart from the rest: hardly any program needs it. */
  private static final class Present {
    private static final MethodHandle MAKE;

    static {
      try {
        Class<?> type = Class.forName("sun.nio.ch.NioSocketImpl");
        MAKE =
            Members.of(type)
                .findConstructor(MethodType.methodType(void.class, boolean.class))
                .asType(MethodType.methodType(SocketImpl.class, boolean.class));
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private Present() {}

    static SocketImpl make(boolean server) {
      try {
        return (SocketImpl) MAKE.invokeExact(server);
      } catch (Throwable t) {
        throw new IllegalStateException("socket of the JDK", t);
      }
    }
  }
}
