package dev.weft.agent.http.netty.http2;

import dev.weft.bootstrap.http.Guarded;
import dev.weft.bootstrap.http.Keeping;
import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.AbstractNioChannel;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;

/** What the woven codec calls. */
public final class NettyStreams {
  /** Whether what follows may be something else than what the codec reads. */
  private static final AttributeKey<Boolean> UPGRADE = AttributeKey.valueOf("dev.weft.upgrade");

  private NettyStreams() {}

  /** A handler was added to a pipeline: claims its connection, if all its streams are judged. */
  public static void added(ChannelHandlerContext ctx, Http2ConnectionHandler handler) {
    try {
      if (!handler.connection().isServer() || !isServers(ctx.channel())) {
        return;
      }
      ctx.channel().attr(UPGRADE).set(false);
      if (handler instanceof Guarded && isNettysOwn(handler.decoder())) {
        ServerRequests.claim(carrier(ctx.channel()), handler.decoder());
      } else if (!ServerRequests.release(carrier(ctx.channel()))) {
        // A codec for HTTP/1.1 has claimed it, and this one takes over.
        var unused = ctx.close();
      }
    } catch (RuntimeException | LinkageError e) {
      Verdict unused = ServerRequests.fault("http.netty", e);
    }
  }

  /** A listener for {@code decoder} that lets only allowed streams pass to {@code listener}. */
  public static @Nullable Http2FrameListener judging(
      Http2ConnectionDecoder decoder,
      Http2ConnectionEncoder encoder,
      @Nullable Http2FrameListener listener) {
    Http2Connection connection = decoder.connection();
    if (listener == null || listener instanceof JudgingListener || !connection.isServer()) {
      return listener;
    }
    return new JudgingListener(listener, connection, encoder);
  }

  /** The application's own listener. */
  public static @Nullable Http2FrameListener original(@Nullable Http2FrameListener listener) {
    return listener instanceof JudgingListener judging ? judging.original() : listener;
  }

  /** The head or the trailers of an answer go out. Never throws. */
  public static void written(Object encoder, int streamId, Http2Headers headers, boolean end) {
    try {
      if (encoder instanceof Keeping slot && slot.weftKept() instanceof NettyStreamSpans streams) {
        streams.written(streamId, headers, end);
      }
    } catch (RuntimeException | LinkageError e) {
      Verdict unused = ServerRequests.fault("http.netty", e);
    }
  }

  /** A part of an answer's body goes out. Never throws. */
  public static void written(Object encoder, int streamId, boolean end) {
    try {
      if (encoder instanceof Keeping slot && slot.weftKept() instanceof NettyStreamSpans streams) {
        streams.written(streamId, end);
      }
    } catch (RuntimeException | LinkageError e) {
      Verdict unused = ServerRequests.fault("http.netty", e);
    }
  }

  private static boolean isNettysOwn(Http2ConnectionDecoder decoder) {
    Object innermost = ServerRequests.end(decoder);
    return innermost != null && innermost.getClass() == DefaultHttp2ConnectionDecoder.class;
  }

  /** Not what an application decodes by itself. */
  static boolean isServers(Channel channel) {
    return channel.parent() instanceof ServerChannel;
  }

  /** The JDK's channel beneath Netty's; Netty's own where there is none, which has no peer. */
  static Object carrier(Channel channel) {
    return channel.unsafe() instanceof AbstractNioChannel.NioUnsafe nio ? nio.ch() : channel;
  }
}
