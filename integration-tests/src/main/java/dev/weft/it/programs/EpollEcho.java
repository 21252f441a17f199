package dev.weft.it.programs;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
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
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * An echo server on Netty's epoll transport, of 4.1 or 4.2, and on no other: it fails without. A
 * client that has shut its output down gets what is left, and then the end.
 */
// The event loops of 4.1 are deprecated in 4.2.
@SuppressWarnings("deprecation")
public final class EpollEcho {
  private EpollEcho() {}

  /** Arguments: PORT, and {@code greeting} for a server that says {@code hello} first. */
  public static void main(String[] args) throws Exception {
    EventLoopGroup loops = new EpollEventLoopGroup(2);
    boolean greets = args.length > 1 && args[1].equals("greeting");
    Channel server =
        new ServerBootstrap()
            .group(loops)
            .channel(EpollServerSocketChannel.class)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel.pipeline().addLast(new Echo(greets));
                  }
                })
            .bind("127.0.0.1", Serving.port(args))
            .sync()
            .channel();
    Serving.untilToldToStop(((InetSocketAddress) server.localAddress()).getPort());
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).sync();
  }

  private static final class Echo extends ChannelInboundHandlerAdapter {
    private final boolean greets;
    private boolean heard;

    Echo(boolean greets) {
      this.greets = greets;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      if (greets) {
        ChannelFuture unused =
            context.writeAndFlush(Unpooled.copiedBuffer("hello", StandardCharsets.US_ASCII));
      }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (!heard) {
        heard = true;
        System.out.println("heard a client");
      }
      ChannelFuture unused = context.write(message);
      context.channel().config().setAutoRead(context.channel().isWritable());
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
        ChannelFuture unused =
            context
                .writeAndFlush(context.alloc().buffer(0))
                .addListener(
                    (ChannelFutureListener)
                        written -> {
                          ChannelFuture shut = ((DuplexChannel) written.channel()).shutdownOutput();
                          ChannelFuture unusedClose = shut.addListener(ChannelFutureListener.CLOSE);
                        });
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable problem) {
      System.out.println("connection failed: " + problem.getMessage());
      ChannelFuture unused = context.close();
    }
  }
}
