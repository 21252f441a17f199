package dev.weft.agent.http.nettyclient.http2;

import dev.weft.bootstrap.trace.TaskContexts;
import dev.weft.bootstrap.trace.TraceScope;
import io.netty.channel.Channel;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code AbstractHttp2StreamChannel.Http2ChannelUnsafe}. */
final class ChannelAdvice {
  private ChannelAdvice() {}

  /** {@code write}: a frame goes from the stream to the connection. */
  static final class Write {
    @Advice.OnMethodEnter
    static @Nullable TraceScope enter(@Advice.FieldValue("this$0") Channel stream) {
      return StreamChannels.writing(stream);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable TraceScope scope) {
      TaskContexts.ended(scope);
    }
  }
}
