package dev.weft.agent.http.nettyclient.http2;

import dev.weft.bootstrap.http.ClientRequests;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;

/** What woven streams call. None of it throws. */
public final class StreamChannels {
  /** As the codec for HTTP/1.1 has it: whom the next request of a channel belongs to. */
  private static final AttributeKey<Object> PARENT = AttributeKey.valueOf("dev.weft.parent");

  private StreamChannels() {}

  /** A frame is about to be written: the first of a stream opens it. */
  public static @Nullable TraceScope writing(Channel stream) {
    try {
      Object parent = stream.hasAttr(PARENT) ? stream.attr(PARENT).getAndSet(null) : null;
      return parent == null
          ? null
          : TraceScope.open(parent instanceof TraceContext context ? context : null);
    } catch (Throwable t) {
      ClientRequests.fault("http.netty.client", t);
      return null;
    }
  }
}
