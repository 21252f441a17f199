package dev.weft.agent.http.grpcclient;

import net.bytebuddy.asm.Advice;

/** {@code io.grpc.netty.Utils}. */
final class StreamAdvice {
  private StreamAdvice() {}

  /** {@code convertClientHeaders}. */
  static final class Convert {
    @Advice.OnMethodExit
    static void exit(
        @Advice.Argument(0) Object metadata,
        @Advice.Argument(3) CharSequence authority,
        @Advice.Return Object headers) {
      GrpcStreams.converted(metadata, authority, headers);
    }
  }
}
