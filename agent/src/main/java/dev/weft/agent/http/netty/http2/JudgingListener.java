package dev.weft.agent.http.netty.http2;

import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;

/** Judges streams before the application's listener hears of them. */
public final class JudgingListener extends Http2FrameListenerDecorator {
  private final Http2FrameListener application;
  private final Http2Connection connection;
  private final Http2ConnectionEncoder encoder;

  /** Whether a stream that was judged is denied. */
  private final Http2Connection.PropertyKey denied;

  JudgingListener(
      Http2FrameListener application, Http2Connection connection, Http2ConnectionEncoder encoder) {
    super(application);
    this.application = application;
    this.connection = connection;
    this.encoder = encoder;
    this.denied = connection.newKey();
  }

  Http2FrameListener original() {
    return application;
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean end)
      throws Http2Exception {
    if (passes(ctx, streamId, headers)) {
      super.onHeadersRead(ctx, streamId, headers, padding, end);
    }
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx,
      int streamId,
      Http2Headers headers,
      int dependency,
      short weight,
      boolean exclusive,
      int padding,
      boolean end)
      throws Http2Exception {
    if (passes(ctx, streamId, headers)) {
      super.onHeadersRead(ctx, streamId, headers, dependency, weight, exclusive, padding, end);
    }
  }

  /** Judges the first headers of a stream; the later ones are trailers. */
  private boolean passes(ChannelHandlerContext ctx, int streamId, Http2Headers headers) {
    if (!NettyStreams.isServers(ctx.channel())) {
      return true;
    }
    Http2Stream stream = connection.stream(streamId);
    if (stream == null) {
      // Nobody could be answered.
      return false;
    }
    Boolean known = stream.getProperty(denied);
    if (known != null) {
      return !known;
    }
    // Until it is known to be allowed.
    Object unused = stream.setProperty(denied, true);
    Verdict verdict =
        ServerRequests.judge(NettyStreams.carrier(ctx.channel()), new NettyStreamRequest(headers));
    if (verdict.denied()) {
      NettyStreamDenial.write(verdict, headers, streamId, ctx, encoder);
      return false;
    }
    unused = stream.setProperty(denied, false);
    return true;
  }

  private boolean isDenied(int streamId) {
    Http2Stream stream = connection.stream(streamId);
    return stream != null && Boolean.TRUE.equals(stream.getProperty(denied));
  }

  /** What is dropped counts as consumed: the client's window opens again. */
  @Override
  public int onDataRead(
      ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean end)
      throws Http2Exception {
    return isDenied(streamId)
        ? data.readableBytes() + padding
        : super.onDataRead(ctx, streamId, data, padding, end);
  }

  @Override
  public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long errorCode)
      throws Http2Exception {
    if (!isDenied(streamId)) {
      super.onRstStreamRead(ctx, streamId, errorCode);
    }
  }

  @Override
  public void onWindowUpdateRead(ChannelHandlerContext ctx, int streamId, int increment)
      throws Http2Exception {
    if (!isDenied(streamId)) {
      super.onWindowUpdateRead(ctx, streamId, increment);
    }
  }

  @Override
  public void onUnknownFrame(
      ChannelHandlerContext ctx, byte type, int streamId, Http2Flags flags, ByteBuf payload)
      throws Http2Exception {
    if (!isDenied(streamId)) {
      super.onUnknownFrame(ctx, type, streamId, flags, payload);
    }
  }
}
