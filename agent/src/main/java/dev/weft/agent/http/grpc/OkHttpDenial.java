package dev.weft.agent.http.grpc;

import dev.weft.bootstrap.http.Verdict;
import io.grpc.Status;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Answers a denied stream as the transport answers requests that are no calls, by its private
 * method: status and text of HTTP, and a reset that tells the client to send no more. Clients of
 * gRPC make the status of the call from that of HTTP. What they had on its way is given back to the
 * connection by {@link OkHttpWindow}.
 */
public final class OkHttpDenial extends ClassValue<MethodHandle> {
  private static final OkHttpDenial ANSWER = new OkHttpDenial();

  private OkHttpDenial() {}

  /** Makes sure that it can be done, for the transport's class. */
  static void prepare(Class<?> transport) throws ClassNotFoundException {
    MethodHandle unused =
        ANSWER.get(
            Class.forName(
                transport.getName() + "$FrameHandler", false, transport.getClassLoader()));
  }

  static void write(Verdict verdict, Object handler, int streamId, boolean finished)
      throws Throwable {
    int status = verdict.status();
    ANSWER
        .get(handler.getClass())
        .invoke(handler, streamId, finished, status, code(status), verdict.text());
  }

  private static Status.Code code(int status) {
    return switch (status) {
      case 401 -> Status.Code.UNAUTHENTICATED;
      case 403 -> Status.Code.PERMISSION_DENIED;
      case 503 -> Status.Code.UNAVAILABLE;
      default -> Status.Code.INTERNAL;
    };
  }

  @Override
  protected MethodHandle computeValue(Class<?> handler) {
    MethodType type =
        MethodType.methodType(
            void.class, int.class, boolean.class, int.class, Status.Code.class, String.class);
    try {
      return MethodHandles.privateLookupIn(handler, MethodHandles.lookup())
          .findVirtual(handler, "respondWithHttpError", type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(handler + ": answers otherwise than expected", e);
    }
  }
}
