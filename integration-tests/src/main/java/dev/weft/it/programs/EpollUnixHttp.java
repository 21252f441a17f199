package dev.weft.it.programs;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.DomainSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** HTTP over a UNIX socket of Netty's epoll transport. */
final class EpollUnixHttp {
  private EpollUnixHttp() {}

  /** Asks once, and prints the first line of the answer. */
  static void ask(String path, EventLoopGroup loops) throws Exception {
    Channel server =
        new ServerBootstrap()
            .group(loops)
            .channel(EpollServerDomainSocketChannel.class)
            .childHandler(
                new ChannelInitializer<DomainSocketChannel>() {
                  @Override
                  protected void initChannel(DomainSocketChannel channel) {
                    channel.pipeline().addLast(new HttpServerCodec(), new Answering());
                  }
                })
            .bind(new DomainSocketAddress(path))
            .sync()
            .channel();
    Hearing hearing = new Hearing();
    Channel client =
        new Bootstrap()
            .group(loops)
            .channel(EpollDomainSocketChannel.class)
            .handler(hearing)
            .connect(new DomainSocketAddress(path))
            .sync()
            .channel();
    client
        .writeAndFlush(
            Unpooled.copiedBuffer("GET / HTTP/1.1\r\nHost: a\r\n\r\n", StandardCharsets.US_ASCII))
        .sync();
    System.out.println("http " + hearing.line.get(20, TimeUnit.SECONDS));
    client.close().sync();
    server.close().sync();
  }

  private static final class Answering extends SimpleChannelInboundHandler<Object> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, Object part) {
      if (part instanceof HttpRequest) {
        var unused =
            context.writeAndFlush(
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT));
      }
    }
  }

  private static final class Hearing extends SimpleChannelInboundHandler<ByteBuf> {
    private final CompletableFuture<String> line = new CompletableFuture<>();
    private String text = "";

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
      text += bytes.toString(StandardCharsets.US_ASCII);
      int end = text.indexOf("\r\n");
      if (end >= 0) {
        line.complete(text.substring(0, end));
      }
    }
  }
}
