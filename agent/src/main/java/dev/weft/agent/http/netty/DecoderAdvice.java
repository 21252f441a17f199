package dev.weft.agent.http.netty;

import io.netty.channel.ChannelHandlerContext;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** {@code io.netty.handler.codec.http.HttpObjectDecoder}. */
final class DecoderAdvice {
  private DecoderAdvice() {}

  /** {@code handlerAdded}: the decoder stands in a pipeline. */
  static final class Added {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Object decoder, @Advice.Argument(0) ChannelHandlerContext ctx) {
      NettyRequests.added(ctx, decoder);
    }
  }

  /** {@code decode}: messages have been read, and the pipeline gets them next. */
  static final class Decoded {
    @Advice.OnMethodEnter
    static int enter(@Advice.This Object decoder, @Advice.Argument(2) List<Object> out) {
      NettyRequests.passedOn(decoder);
      return out.size();
    }

    @Advice.OnMethodExit
    static void exit(
        @Advice.This Object decoder,
        @Advice.Argument(0) ChannelHandlerContext ctx,
        @Advice.Argument(2) List<Object> out,
        @Advice.Enter int before) {
      NettyRequests.decoded(ctx, decoder, out, before);
    }
  }

  /** What may end with messages that the pipeline is given. */
  static final class PassedOn {
    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.This Object decoder) {
      NettyRequests.passedOn(decoder);
    }
  }
}
