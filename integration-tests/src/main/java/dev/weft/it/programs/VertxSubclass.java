package dev.weft.it.programs;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.impl.Http1xOrH2CHandler;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A server with a subclass of its own of what Vert.x looks for the protocol with: which codec comes
 * next is for it to say. Answers as {@link VertxSeeing} does.
 */
public final class VertxSubclass {
  private VertxSubclass() {}

  /** Arguments: PORT. */
  public static void main(String[] args) throws Exception {
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    Channel server =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel.pipeline().addLast(new Detecting());
                  }
                })
            .bind("127.0.0.1", Serving.port(args))
            .sync()
            .channel();
    Serving.untilToldToStop(((InetSocketAddress) server.localAddress()).getPort());
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).sync();
  }

  private static final class Detecting extends Http1xOrH2CHandler {
    @Override
    protected void configure(ChannelHandlerContext context, boolean http2) {
      context.pipeline().addLast(new HttpServerCodec(), new Answering());
    }
  }

  private static final class Answering extends SimpleChannelInboundHandler<HttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpRequest request) {
      String text = "saw " + request.method() + " [" + request.uri() + "]";
      FullHttpResponse answer =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              HttpResponseStatus.OK,
              Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
      var unused = answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, text.length());
      var unusedWrite = context.writeAndFlush(answer);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable problem) {
      System.out.println("connection failed: " + problem.getMessage());
      var unused = context.close();
    }
  }
}
