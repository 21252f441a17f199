package dev.weft.agent.http.grpc;

import dev.weft.agent.http.ClientLibrary;
import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into grpc-java's core: the executors that run the callbacks of one call, one after
 * the other, elsewhere or in place. Most of them are handed over by an event loop when a message
 * comes or may be read, long after the call has begun. Nothing is judged here, so that a copy which
 * does not fit is left as it is. Names only: this is read where no gRPC is.
 */
public final class GrpcLibrary {
  private static final String HERE = "dev.weft.agent.http.grpc.";
  private static final String INTERNAL = "io.grpc.internal.";
  private static final String EXECUTOR = "java.util.concurrent.Executor";

  /** The description. */
  public static final ClientLibrary LIBRARY =
      new ClientLibrary(
          "gRPC",
          List.of("io.grpc.", "io.perfmark."),
          "io.grpc.internal",
          List.of(),
          List.of(
              LibraryClass.of(
                  INTERNAL + "SerializingExecutor",
                  new Weave.Keep(),
                  new Weave.Inline("run", List.of(), HERE + "CallAdvice$Run")),
              LibraryClass.of(
                  INTERNAL + "SerializeReentrantCallsDirectExecutor",
                  new Weave.Keep(),
                  new Weave.Inline(
                      "execute", List.of("java.lang.Runnable"), HERE + "CallAdvice$Run")),
              LibraryClass.of(
                  INTERNAL + "ServerImpl$JumpToApplicationThreadServerStreamListener",
                  new Weave.Inline(
                      "<init>",
                      List.of(
                          EXECUTOR,
                          EXECUTOR,
                          INTERNAL + "ServerStream",
                          "io.grpc.Context$CancellableContext",
                          "io.perfmark.Tag"),
                      HERE + "CallAdvice$Begun"))));

  private GrpcLibrary() {}
}
