package dev.weft.proxy.http;

import dev.weft.proxy.net.Reading;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import org.jspecify.annotations.Nullable;

/**
 * A server's HTTP/2 connection, which serves the streams of one client's connection: stream for
 * stream, so that both end together.
 */
public final class Http2Server {
  private static final int WINDOW = 256 << 10;
  private static final int MAX_HEADERS = 64 << 10;

  private final Channel connection;

  private Http2Server(Channel connection) {
    this.connection = connection;
  }

  /**
   * Speaks HTTP/2 on {@code connection} from now on.
   *
   * @param client its connection, on which HTTP/2 is spoken too; closed when the server's is
   */
  public static Http2Server begin(Channel connection, Channel client) {
    connection
        .pipeline()
        .addLast(
            EndsWithPeer.INSTANCE,
            Http2FrameCodecBuilder.forClient()
                .initialSettings(
                    Http2Settings.defaultSettings()
                        .pushEnabled(false)
                        .maxHeaderListSize(MAX_HEADERS)
                        .initialWindowSize(WINDOW))
                .encoderEnforceMaxConcurrentStreams(true)
                .build(),
            new Http2MultiplexHandler(new NoPush()),
            new Farewell(client));
    connection.closeFuture().addListener(closed -> client.close());
    client.closeFuture().addListener(closed -> connection.close());
    Reading.on(connection);
    return new Http2Server(connection);
  }

  /** What one stream's request goes to. */
  public Upstreams stream() {
    return new OneStream();
  }

  private final class OneStream implements Upstreams {
    private @Nullable Channel stream;
    private boolean closed;

    @Override
    public Future<Channel> channelFor(HttpRequest request) {
      Promise<Channel> opened = connection.eventLoop().newPromise();
      new Http2StreamChannelBootstrap(connection)
          .handler(handlers())
          .open()
          .addListener(
              (Future<Http2StreamChannel> result) -> {
                if (!result.isSuccess()) {
                  opened.setFailure(result.cause());
                } else {
                  stream = result.getNow();
                  if (closed) {
                    result.getNow().close();
                  }
                  opened.setSuccess(result.getNow());
                }
              });
      return opened;
    }

    @Override
    public void close() {
      closed = true;
      if (stream != null) {
        stream.close();
      }
    }
  }

  private static ChannelHandler handlers() {
    return new ChannelInitializer<Channel>() {
      @Override
      protected void initChannel(Channel stream) {
        stream
            .pipeline()
            .addLast(new Http2StreamFrameToHttpObjectCodec(false))
            .addLast(new ServerSide());
      }
    };
  }

  /** Passes on that the server takes no new streams, so that its client opens them elsewhere. */
  private static final class Farewell extends ChannelInboundHandlerAdapter {
    private final Channel client;

    Farewell(Channel client) {
      this.client = client;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
      if (frame instanceof Http2GoAwayFrame) {
        client.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
      }
      ReferenceCountUtil.release(frame);
    }
  }

  /** The server was told that it may push nothing. */
  @ChannelHandler.Sharable
  private static final class NoPush extends ChannelInboundHandlerAdapter {
    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
      ctx.close();
    }
  }
}
