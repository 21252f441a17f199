package dev.weft.agent.http.netty;

import io.netty.channel.ChannelHandlerContext;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** {@code io.netty.handler.codec.http.HttpObjectEncoder}. */
final class EncoderAdvice {
  private EncoderAdvice() {}

  /** {@code encode}: a part of an answer has been turned into bytes, which are written next. */
  static final class Encoded {
    @Advice.OnMethodExit
    static void exit(
        @Advice.Argument(0) ChannelHandlerContext ctx,
        @Advice.Argument(1) Object message,
        @Advice.Argument(2) List<Object> out) {
      NettyRequests.encoded(ctx, message, out);
    }
  }
}
