package dev.weft.proxy.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
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

  private @Nullable String malformed;

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
        .addLast(EndsWithPeer.INSTANCE)
        .addLast(codec)
        .addLast(new Http2Farewell(codec))
        .addLast(
            new Http2MultiplexHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel stream) {
                    Http2Wire wire = new Http2Wire();
                    stream
                        .pipeline()
                        .addLast(wire.new StreamCodec())
                        .addLast(new ClientSide(passage, upstreams.get(), wire));
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

  /** Looks at fields while they are as they came. Netty has requests bear the version 1.1. */
  private final class StreamCodec extends Http2StreamFrameToHttpObjectCodec {
    private static final HttpVersion HTTP_2 = new HttpVersion("HTTP", 2, 0, true);

    private boolean begun;

    StreamCodec() {
      super(true);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, Http2StreamFrame frame, List<Object> out)
        throws Exception {
      if (frame instanceof Http2HeadersFrame fields) {
        look(fields);
      }
      super.decode(ctx, frame, out);
      for (Object decoded : out) {
        if (decoded instanceof HttpRequest request) {
          request.setProtocolVersion(HTTP_2);
        }
      }
    }

    private void look(Http2HeadersFrame frame) throws Http2Exception {
      Http2Headers fields = frame.headers();
      boolean isHead = !begun;
      begun = true;
      // Without a method Netty would take a head for trailers.
      if (isHead ? fields.method() == null : Http2Fields.problemOfTrailers(fields) != null) {
        throw Http2Exception.streamError(
            frame.stream().id(), Http2Error.PROTOCOL_ERROR, "malformed fields");
      }
      if (isHead) {
        malformed = Http2Fields.problem(fields);
        if (malformed != null) {
          Http2Fields.escapePath(fields);
        }
      }
    }
  }

  @Override
  public @Nullable String problem(HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return "malformed";
    }
    if (malformed != null) {
      return malformed;
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
    reset(stream, Http2Error.INTERNAL_ERROR);
  }

  /** With another error a client would take its answer for nothing (RFC 9113, section 8.1). */
  @Override
  public void endUnread(Channel stream) {
    reset(stream, Http2Error.NO_ERROR);
  }

  /** What cannot be decoded is malformed (RFC 9113, section 8.1.1). */
  @Override
  public void failed(Channel stream, Throwable cause) {
    boolean malformed =
        cause instanceof DecoderException
            || (cause instanceof Http2Exception http && http.error() == Http2Error.PROTOCOL_ERROR);
    reset(stream, malformed ? Http2Error.PROTOCOL_ERROR : Http2Error.INTERNAL_ERROR);
  }

  private static void reset(Channel stream, Http2Error error) {
    stream.writeAndFlush(new DefaultHttp2ResetFrame(error));
    stream.close();
  }
}
