package dev.weft.proxy.netns;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Functions of the C library, called by {@code java.lang.foreign}, which is there from Java 22 on.
 * It is spoken to by reflection, since the proxy runs on Java 17 as well. Safe for any thread.
 */
final class ForeignCalls {
  private static final int FIRST = 22;
  private static final String PACKAGE = "java.lang.foreign.";

  private ForeignCalls() {}

  /**
   * Refuses a JDK that has none of it.
   *
   * @param feature the JDK's feature release
   * @throws IOException when it is too old; fit for people
   */
  static void require(int feature) throws IOException {
    if (feature < FIRST) {
      throw new IOException(
          "capture: pod on Java " + feature + " (expected: Java " + FIRST + " or later)");
    }
  }

  /**
   * A function that takes {@code parameters} and gives an {@code int}. Its handle takes one thing
   * more before them: room for {@code errno}, see {@link #call}.
   *
   * @param parameters names of layouts in {@code ValueLayout}
   * @throws ReflectiveOperationException when this JDK is another than expected
   */
  static MethodHandle function(String name, List<String> parameters)
      throws ReflectiveOperationException {
    Object linker = type("Linker").getMethod("nativeLinker").invoke(null);
    Object lookup = type("Linker").getMethod("defaultLookup").invoke(linker);
    Optional<?> address =
        (Optional<?>) type("SymbolLookup").getMethod("find", String.class).invoke(lookup, name);
    Object[] layouts = (Object[]) Array.newInstance(type("MemoryLayout"), parameters.size());
    for (int i = 0; i < layouts.length; i++) {
      layouts[i] = layout(parameters.get(i));
    }
    Object descriptor =
        type("FunctionDescriptor")
            .getMethod("of", type("MemoryLayout"), layouts.getClass())
            .invoke(null, layout("JAVA_INT"), layouts);
    Object[] options = (Object[]) Array.newInstance(type("Linker$Option"), 1);
    options[0] =
        type("Linker$Option")
            .getMethod("captureCallState", String[].class)
            .invoke(null, (Object) new String[] {"errno"});
    return (MethodHandle)
        type("Linker")
            .getMethod(
                "downcallHandle",
                type("MemorySegment"),
                type("FunctionDescriptor"),
                options.getClass())
            .invoke(
                linker,
                address.orElseThrow(() -> new NoSuchElementException(name)),
                descriptor,
                options);
  }

  /**
   * Calls {@code function} with a number, or with a text and a number.
   *
   * @throws ErrnoException when it answers -1
   */
  static int call(MethodHandle function, Object first, int second) throws ErrnoException {
    try (AutoCloseable arena = (AutoCloseable) type("Arena").getMethod("ofConfined").invoke(null)) {
      Object state =
          type("SegmentAllocator")
              .getMethod("allocate", type("MemoryLayout"))
              .invoke(arena, type("Linker$Option").getMethod("captureStateLayout").invoke(null));
      Object argument =
          first instanceof String text
              ? type("SegmentAllocator").getMethod("allocateFrom", String.class).invoke(arena, text)
              : first;
      int result = (int) function.invokeWithArguments(state, argument, second);
      if (result == -1) {
        ByteBuffer said =
            (ByteBuffer) type("MemorySegment").getMethod("asByteBuffer").invoke(state);
        // errno is all that the state of a call is on Linux.
        throw new ErrnoException(said.order(ByteOrder.nativeOrder()).getInt(0));
      }
      return result;
    } catch (ErrnoException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("java.lang.foreign is not as expected", e);
    }
  }

  private static Object layout(String name) throws ReflectiveOperationException {
    return type("ValueLayout").getField(name).get(null);
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(PACKAGE + name);
  }

  /** A function has failed, and {@code errno} says why. */
  static final class ErrnoException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int errno;

    ErrnoException(int errno) {
      super("errno " + errno);
      this.errno = errno;
    }

    /** In words, for those that there are reasons for. */
    String why() {
      return switch (errno) {
        case 1 -> "not permitted (expected: CAP_SYS_ADMIN)";
        case 2, 3 -> "not there (expected: a namespace)";
        case 13 -> "no access (expected: to be read by the proxy's user, with CAP_SYS_PTRACE)";
        case 22 -> "something else (expected: a namespace of that kind)";
        case 24 -> "too many open files";
        default -> "errno " + errno;
      };
    }
  }
}
