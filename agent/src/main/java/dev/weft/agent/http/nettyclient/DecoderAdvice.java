package dev.weft.agent.http.nettyclient;

import io.netty.channel.ChannelHandlerContext;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** {@code HttpResponseDecoder}. */
final class DecoderAdvice {
  private DecoderAdvice() {}

  /** {@code decode}: messages have been read, and the pipeline gets them next. */
  static final class Decode {
    @Advice.OnMethodEnter
    static int enter(@Advice.Argument(2) List<Object> out) {
      return out.size();
    }

    @Advice.OnMethodExit
    static void exit(
        @Advice.Argument(0) ChannelHandlerContext ctx,
        @Advice.Argument(2) List<Object> out,
        @Advice.Enter int before) {
      NettyClientRequests.decoded(ctx, out, before);
    }
  }

  /** {@code exceptionCaught}. */
  static final class Caught {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.Argument(0) ChannelHandlerContext ctx, @Advice.Argument(1) Throwable failure) {
      NettyClientRequests.caught(ctx, failure);
    }
  }
}
