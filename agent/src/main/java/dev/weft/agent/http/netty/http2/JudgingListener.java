package dev.weft.agent.http.netty.http2;

import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import dev.weft.bootstrap.trace.TraceScope;
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
  private final NettyStreamSpans streams;

  JudgingListener(
      Http2FrameListener application, Http2Connection connection, Http2ConnectionEncoder encoder) {
    super(application);
    this.application = application;
    this.connection = connection;
    this.encoder = encoder;
    this.streams = new NettyStreamSpans(connection, encoder);
  }

  Http2FrameListener original() {
    return application;
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean end)
      throws Http2Exception {
    NettyStream judged = judge(ctx, streamId, headers);
    if (!judged.isDenied()) {
      TraceScope scope = ServerRequests.enter(judged.verdict());
      try {
        super.onHeadersRead(ctx, streamId, headers, padding, end);
      } finally {
        ServerRequests.leave(scope);
      }
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
    NettyStream judged = judge(ctx, streamId, headers);
    if (!judged.isDenied()) {
      TraceScope scope = ServerRequests.enter(judged.verdict());
      try {
        super.onHeadersRead(ctx, streamId, headers, dependency, weight, exclusive, padding, end);
      } finally {
        ServerRequests.leave(scope);
      }
    }
  }

  /** Judges the first headers of a stream; the later ones are trailers. */
  private NettyStream judge(ChannelHandlerContext ctx, int streamId, Http2Headers headers) {
    if (!NettyStreams.isServers(ctx.channel())) {
      return NettyStream.UNTRACED;
    }
    Http2Stream stream = connection.stream(streamId);
    if (stream == null) {
      // Nobody could be answered.
      return NettyStream.DENIED;
    }
    NettyStream known = streams.of(stream);
    if (known != null) {
      return known;
    }
    // Until it is known to be allowed.
    streams.keep(stream, NettyStream.DENIED);
    NettyStreamRequest request = new NettyStreamRequest(headers);
    Verdict verdict = ServerRequests.judge(NettyStreams.carrier(ctx.channel()), request);
    if (verdict.denied()) {
      NettyStreamDenial.write(verdict, headers, streamId, ctx, encoder);
      ServerRequests.refused(verdict);
      return NettyStream.DENIED;
    }
    NettyStream allowed = NettyStream.allowed(verdict, request);
    streams.keep(stream, allowed);
    return allowed;
  }

  private boolean isDenied(int streamId) {
    NettyStream known = streams.of(streamId);
    return known != null && known.isDenied();
  }

  /** What is dropped counts as consumed: the client's window opens again. */
  @Override
  public int onDataRead(
      ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean end)
      throws Http2Exception {
    NettyStream known = streams.of(streamId);
    if (known != null && known.isDenied()) {
      return data.readableBytes() + padding;
    }
    TraceScope scope = known == null ? null : ServerRequests.enter(known.verdict());
    try {
      return super.onDataRead(ctx, streamId, data, padding, end);
    } finally {
      ServerRequests.leave(scope);
    }
  }

  @Override
  public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long errorCode)
      throws Http2Exception {
    NettyStream known = streams.of(streamId);
    if (known == null || !known.isDenied()) {
      if (known != null && known.verdict() != null) {
        known.cancelled();
      }
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
