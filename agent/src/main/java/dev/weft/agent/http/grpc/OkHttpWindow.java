package dev.weft.agent.http.grpc;

import static java.util.Objects.requireNonNull;

import dev.weft.bootstrap.http.Linked;
import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import io.grpc.okhttp.internal.framed.FrameWriter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;

/**
 * Gives the connection's window back what comes for a stream that the transport has forgotten, as a
 * denied one that was reset. The transport drops such data and does not count it, though it is
 * counted by whoever sent it (RFC 9113 section 5.1): after 64 KiB nobody could send on that
 * connection any more. Used by the thread that reads the connection; none of it throws.
 */
public final class OkHttpWindow extends ClassValue<List<MethodHandle>> {
  /** Where private fields of the transport are in the list. */
  private static final int LOCK = 0;

  private static final int STREAMS = 1;
  private static final int WRITER = 2;

  private static final OkHttpWindow FIELDS = new OkHttpWindow();

  private OkHttpWindow() {}

  /** Makes sure that it can be done, for the transport's class. */
  static void prepare(Class<?> transport) {
    List<MethodHandle> unused = FIELDS.get(transport);
  }

  /** Whether the transport does not know the stream {@code streamId}, or not any more. */
  public static boolean isGone(Object handler, int streamId) {
    try {
      Object transport = requireNonNull(((Linked) handler).weftLink());
      List<MethodHandle> fields = FIELDS.get(transport.getClass());
      synchronized (fields.get(LOCK).invoke(transport)) {
        return !((Map<?, ?>) fields.get(STREAMS).invoke(transport)).containsKey(streamId);
      }
    } catch (Throwable t) {
      Verdict unused = ServerRequests.fault("http.okhttp", t);
      return false;
    }
  }

  /** Lets the client send {@code length} more bytes on the connection, as it has sent those. */
  public static void giveBack(Object handler, int length) {
    if (length <= 0) {
      return;
    }
    try {
      Object transport = requireNonNull(((Linked) handler).weftLink());
      List<MethodHandle> fields = FIELDS.get(transport.getClass());
      synchronized (fields.get(LOCK).invoke(transport)) {
        FrameWriter writer = (FrameWriter) fields.get(WRITER).invoke(transport);
        writer.windowUpdate(0, length);
        writer.flush();
      }
    } catch (Throwable t) {
      Verdict unused = ServerRequests.fault("http.okhttp", t);
    }
  }

  @Override
  protected List<MethodHandle> computeValue(Class<?> transport) {
    try {
      MethodHandles.Lookup lookup =
          MethodHandles.privateLookupIn(transport, MethodHandles.lookup());
      return List.of(
          lookup.unreflectGetter(transport.getDeclaredField("lock")),
          lookup.unreflectGetter(transport.getDeclaredField("streams")),
          lookup.unreflectGetter(transport.getDeclaredField("frameWriter")));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(transport + ": keeps its streams otherwise", e);
    }
  }
}
