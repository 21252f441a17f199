package dev.weft.it.programs;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Netty's client of HTTP/2 by prior knowledge: asks for paths on streams of one connection. */
// The event loops of 4.1 are deprecated in 4.2; what becomes of a write shows by its answer.
@SuppressWarnings({"deprecation", "FutureReturnValueIgnored"})
public final class NettyHttp2Asking {
  private static final int LARGEST = 65_536;

  private NettyHttp2Asking() {}

  /** Arguments: PORT, then paths. */
  public static void main(String[] args) throws Exception {
    EventLoopGroup group = new NioEventLoopGroup(1);
    Channel connection =
        new Bootstrap()
            .group(group)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            Http2FrameCodecBuilder.forClient().build(),
                            new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()));
                  }
                })
            .connect("127.0.0.1", Integer.parseInt(args[0]))
            .sync()
            .channel();
    for (int i = 1; i < args.length; i++) {
      System.out.println("answer " + ask(connection, args[i]).get(20, TimeUnit.SECONDS));
    }
    connection.close().sync();
    group.shutdownGracefully().sync();
  }

  private static CompletableFuture<String> ask(Channel connection, String path) throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    Channel stream =
        new Http2StreamChannelBootstrap(connection)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new Http2StreamFrameToHttpObjectCodec(false));
                    channel.pipeline().addLast(new HttpObjectAggregator(LARGEST));
                    channel.pipeline().addLast(new Answered(answer));
                  }
                })
            .open()
            .sync()
            .getNow();
    DefaultFullHttpRequest request =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path);
    request.headers().set("host", "a.test");
    stream.writeAndFlush(request);
    return answer;
  }

  private static final class Answered extends SimpleChannelInboundHandler<FullHttpResponse> {
    private final CompletableFuture<String> answer;

    Answered(CompletableFuture<String> answer) {
      this.answer = answer;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse message) {
      String text = message.content().toString(StandardCharsets.ISO_8859_1);
      answer.complete(message.status().code() + " " + text);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      answer.completeExceptionally(cause);
    }
  }
}
