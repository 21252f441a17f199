package dev.weft.proxy.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A stream of a client's HTTP/2 connection (RFC 9113). */
public final class Http2Wire implements Wire {
  private static final int MAX_STREAMS = 256;
  private static final int MAX_HEADERS = 64 << 10;
  private static final int WINDOW = 256 << 10;

  /** A client that resets more streams than that within the seconds below is cut off. */
  private static final int MAX_RESETS = 200;

  private static final int RESET_SECONDS = 30;
  private static final int MAX_EMPTY_FRAMES = 16;

  private Http2Wire() {}

  /**
   * Puts the handlers of HTTP/2 at the end of {@code client}'s pipeline.
   *
   * @param upstreams makes what each stream's request goes to
   */
  public static void install(Channel client, Passage passage, Supplier<Upstreams> upstreams) {
    Http2FrameCodec codec = codec();
    client
        .pipeline()
        .addLast(codec)
        .addLast(new Http2Farewell(codec))
        .addLast(
            new Http2MultiplexHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel stream) {
                    stream
                        .pipeline()
                        .addLast(new StreamCodec())
                        .addLast(new ClientSide(passage, upstreams.get(), new Http2Wire()));
                  }
                }));
  }

  private static Http2FrameCodec codec() {
    return Http2FrameCodecBuilder.forServer()
        .initialSettings(
            Http2Settings.defaultSettings()
                .maxConcurrentStreams(MAX_STREAMS)
                .maxHeaderListSize(MAX_HEADERS)
                .initialWindowSize(WINDOW))
        .decoderEnforceMaxRstFramesPerWindow(MAX_RESETS, RESET_SECONDS)
        .decoderEnforceMaxConsecutiveEmptyDataFrames(MAX_EMPTY_FRAMES)
        .build();
  }

  /** Netty has requests of HTTP/2 bear the version 1.1. */
  private static final class StreamCodec extends Http2StreamFrameToHttpObjectCodec {
    private static final HttpVersion HTTP_2 = new HttpVersion("HTTP", 2, 0, true);

    StreamCodec() {
      super(true);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, Http2StreamFrame frame, List<Object> out)
        throws Exception {
      super.decode(ctx, frame, out);
      for (Object decoded : out) {
        if (decoded instanceof HttpRequest request) {
          request.setProtocolVersion(HTTP_2);
        }
      }
    }
  }

  @Override
  public @Nullable String problem(HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return "malformed";
    }
    List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
    if (hosts.size() != 1) {
      return hosts.size() + " hosts";
    }
    return Framing.isHost(hosts.get(0)) ? Framing.problemOfTarget(request) : "host";
  }

  /** Streams that are never begun cost nothing; the connection's own limits hold. */
  @Override
  public void expectHead() {}

  @Override
  public void headRead(boolean isHead) {}

  @Override
  public boolean frame(HttpResponse answer, HttpRequest request) {
    return true;
  }

  @Override
  public void setClosing(HttpResponse answer) {}

  @Override
  public boolean upgrade(HttpResponse answer, Channel server) {
    return false;
  }

  /** A stream has one request: what is left of it then is an answer that nobody takes. */
  @Override
  public boolean isUnfinished(Channel stream) {
    return true;
  }

  @Override
  public void abort(Channel stream) {
    stream.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.INTERNAL_ERROR));
    stream.close();
  }
}
