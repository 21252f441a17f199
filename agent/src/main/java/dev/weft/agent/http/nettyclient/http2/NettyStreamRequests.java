package dev.weft.agent.http.nettyclient.http2;

import dev.weft.bootstrap.http.ClientExchange;
import dev.weft.bootstrap.http.ClientRequests;
import dev.weft.bootstrap.http.Keeping;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;

/** What the woven codec calls, on event loops. None of it throws. */
public final class NettyStreamRequests {
  private static final AttributeKey<SentStreams> STREAMS = AttributeKey.valueOf("dev.weft.streams");

  private NettyStreamRequests() {}

  /**
   * Headers are about to be written.
   *
   * @return the stream that they open, if they do, and somebody follows it
   */
  public static @Nullable SentStream sending(
      Http2ConnectionEncoder encoder, ChannelHandlerContext ctx, int streamId, Object headers) {
    try {
      Http2Connection connection = encoder.connection();
      if (connection.isServer()
          || headers instanceof SentHeaders
          || connection.stream(streamId) != null) {
        return null;
      }
      if (headers instanceof Keeping keeping
          && keeping.weftKept() instanceof ClientExchange exchange) {
        return SentStream.followed(exchange);
      }
      return headers instanceof Http2Headers request ? SentStream.begin(request) : null;
    } catch (Throwable t) {
      ClientRequests.fault("http.netty.client", t);
      return null;
    }
  }

  /** They have been written, or could not. */
  public static void sent(
      Http2ConnectionEncoder encoder,
      ChannelHandlerContext ctx,
      int streamId,
      @Nullable SentStream sent) {
    if (sent == null) {
      return;
    }
    try {
      Channel channel = ctx.channel();
      SentStreams streams = channel.attr(STREAMS).get();
      if (streams == null) {
        streams = new SentStreams(encoder.connection(), channel);
        channel.attr(STREAMS).set(streams);
      }
      streams.sent(streamId, sent);
    } catch (Throwable t) {
      ClientRequests.fault("http.netty.client", t);
    }
  }

  /** Headers have come. */
  public static void received(ChannelHandlerContext ctx, int streamId, Http2Headers headers) {
    try {
      SentStreams streams =
          ctx.channel().hasAttr(STREAMS) ? ctx.channel().attr(STREAMS).get() : null;
      if (streams != null) {
        streams.received(streamId, headers);
      }
    } catch (Throwable t) {
      ClientRequests.fault("http.netty.client", t);
    }
  }
}
