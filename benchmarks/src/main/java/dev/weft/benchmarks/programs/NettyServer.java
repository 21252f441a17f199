package dev.weft.benchmarks.programs;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
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
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;

/** Netty (NIO) that answers every request with one kilobyte. */
public final class NettyServer {
  private static final int LARGEST = 65_536;

  private NettyServer() {}

  /** Arguments: {@code plain}; a folder, which is not used. */
  public static void main(String[] args) throws Exception {
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
    Channel server =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(LARGEST),
                            new Kilobyte());
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    Commands.serve(((InetSocketAddress) server.localAddress()).getPort());
    server.close().sync();
    group.shutdownGracefully().sync();
  }

  private static final class Kilobyte extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final ByteBuf ANSWER = answer();

    private static ByteBuf answer() {
      byte[] answer = new byte[WebServer.BODY];
      Arrays.fill(answer, (byte) 'w');
      return Unpooled.unreleasableBuffer(Unpooled.directBuffer().writeBytes(answer));
    }

    @Override
    // What becomes of a write shows at the client.
    @SuppressWarnings("FutureReturnValueIgnored")
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
      DefaultFullHttpResponse answer =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.OK, ANSWER.duplicate());
      answer.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain");
      answer.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, WebServer.BODY);
      ctx.writeAndFlush(answer);
    }
  }
}
