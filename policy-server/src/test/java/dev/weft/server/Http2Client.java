package dev.weft.server;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An HTTP/2 client that sends whatever header fields it is given. */
final class Http2Client implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;

  /** What a stream that was reset, or a connection that was closed, counts as. */
  static final Answer REFUSED = new Answer(0, "");

  private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final SslContext tls;
  private final int port;

  Http2Client(Path caFile, int port) throws Exception {
    this.port = port;
    this.tls =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.JDK)
            .trustManager(caFile.toFile())
            .endpointIdentificationAlgorithm("")
            .applicationProtocolConfig(
                new ApplicationProtocolConfig(
                    ApplicationProtocolConfig.Protocol.ALPN,
                    ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                    ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                    "h2"))
            .build();
  }

  /** Sends a request without a body, on a connection of its own. */
  Answer send(List<String> namesAndValues) throws Exception {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    Channel connection = connect(answer);
    try {
      Http2Headers headers = new DefaultHttp2Headers(false);
      for (int i = 0; i < namesAndValues.size(); i += 2) {
        headers.add(namesAndValues.get(i), namesAndValues.get(i + 1));
      }
      Channel stream =
          new Http2StreamChannelBootstrap(connection)
              .handler(new Reader(answer))
              .open()
              .sync()
              .getNow();
      stream.writeAndFlush(new DefaultHttp2HeadersFrame(headers, true)).sync();
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } finally {
      connection.close().sync();
    }
  }

  private Channel connect(CompletableFuture<Answer> answer) throws InterruptedException {
    Channel connection =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(tls.newHandler(channel.alloc()))
                        .addLast(Http2FrameCodecBuilder.forClient().validateHeaders(false).build())
                        .addLast(new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()));
                  }
                })
            .connect(InetAddress.getLoopbackAddress(), port)
            .sync()
            .channel();
    var unused = connection.closeFuture().addListener(closed -> answer.complete(REFUSED));
    return connection;
  }

  private static final class Reader extends SimpleChannelInboundHandler<Object> {
    private final CompletableFuture<Answer> answer;
    private final StringBuilder body = new StringBuilder();
    private int code;

    Reader(CompletableFuture<Answer> answer) {
      this.answer = answer;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Object frame) {
      boolean end = false;
      if (frame instanceof Http2HeadersFrame headers) {
        CharSequence status = headers.headers().status();
        code = status == null ? code : Integer.parseInt(status.toString());
        end = headers.isEndStream();
      } else if (frame instanceof Http2DataFrame data) {
        body.append(data.content().toString(StandardCharsets.UTF_8));
        end = data.isEndStream();
      } else if (frame instanceof Http2ResetFrame) {
        answer.complete(REFUSED);
      }
      if (end) {
        answer.complete(new Answer(code, body.toString()));
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof Http2ResetFrame) {
        answer.complete(REFUSED);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      answer.complete(REFUSED);
    }
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
