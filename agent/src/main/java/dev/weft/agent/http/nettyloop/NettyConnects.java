package dev.weft.agent.http.nettyloop;

import dev.weft.bootstrap.http.Keeping;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import org.jspecify.annotations.Nullable;

/** What woven channels call. None of it throws. */
public final class NettyConnects {
  private NettyConnects() {}

  /** Somebody wants a channel to be connected. */
  public static void asked(Object channel) {
    if (channel instanceof Keeping keeping) {
      keeping.weftKeep(TraceScope.current());
    }
  }

  /** It is, or has failed. */
  public static @Nullable TraceScope finishing(Object channel) {
    if (channel instanceof Keeping keeping && keeping.weftKept() instanceof TraceContext context) {
      keeping.weftKeep(null);
      return TraceScope.open(context);
    }
    return null;
  }
}
