package dev.weft.agent.http.grpcclient;

import net.bytebuddy.asm.Advice;

/** {@code Metadata}. */
final class MetadataAdvice {
  private MetadataAdvice() {}

  /** {@code merge}: each attempt of a call has headers of its own. */
  static final class Merge {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Object headers, @Advice.Argument(0) Object others) {
      GrpcCalls.merged(headers, others);
    }
  }
}
