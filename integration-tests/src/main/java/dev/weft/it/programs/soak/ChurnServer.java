package dev.weft.it.programs.soak;

import dev.weft.it.programs.Deadlocks;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.SocketChannel;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * A server on Netty's epoll transport that ends connections as the first byte of each wants it:
 * {@link Ending#SERVER_CLOSES} and {@link Ending#SERVER_RESETS}; of others it is an echo.
 */
// The event loops of 4.1 are deprecated in 4.2.
@SuppressWarnings("deprecation")
public final class ChurnServer {
  private static final int BACKLOG = 500;

  private ChurnServer() {}

  /** Says its port, and answers each line on its standard input with its footprint. */
  public static void main(String[] args) throws Exception {
    Deadlocks.watchIfAsked();
    EventLoopGroup loops = new EpollEventLoopGroup(2);
    Channel server =
        new ServerBootstrap()
            .group(loops)
            .channel(EpollServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel.pipeline().addLast(new Ender());
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sync()
            .channel();
    System.out.println("listening " + ((InetSocketAddress) server.localAddress()).getPort());
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      for (int asked = 1; in.readLine() != null; asked++) {
        System.out.println(asked + " " + Footprint.line() + " " + Remains.line());
      }
    }
    loops.shutdownGracefully().sync();
  }

  private static final class Ender extends ChannelInboundHandlerAdapter {
    private boolean begun;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      byte first = ((ByteBuf) message).getByte(((ByteBuf) message).readerIndex());
      ChannelFuture written = context.write(message);
      if (!begun && first == Ending.SERVER_CLOSES.code()) {
        written = written.addListener(ChannelFutureListener.CLOSE);
      } else if (!begun && first == Ending.SERVER_RESETS.code()) {
        context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        written = written.addListener(ChannelFutureListener.CLOSE);
      }
      begun = true;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      context.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      context.channel().config().setAutoRead(context.channel().isWritable());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event == ChannelInputShutdownReadComplete.INSTANCE) {
        context.writeAndFlush(context.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable problem) {
      ChannelFuture unused = context.close();
    }
  }
}
