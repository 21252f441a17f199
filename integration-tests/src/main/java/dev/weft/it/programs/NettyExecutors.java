package dev.weft.it.programs;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.NonStickyEventExecutorGroup;
import io.netty.util.concurrent.UnorderedThreadPoolEventExecutor;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A server on Netty whose handlers have executors of their own, of each kind that Netty has. */
// The event loops of 4.1 are deprecated in 4.2.
@SuppressWarnings("deprecation")
public final class NettyExecutors {
  // Held here because the log manager itself keeps loggers, and their levels, only weakly.
  private static final Logger LOG = Logger.getLogger("io.netty");

  private static final AttributeKey<String> SEEN = AttributeKey.valueOf("seen");
  private static final int LARGEST = 65_536;

  private NettyExecutors() {}

  /** No arguments. */
  public static void main(String[] args) throws Exception {
    LOG.setLevel(Level.WARNING);
    EventLoopGroup group = new NioEventLoopGroup(2);
    EventExecutorGroup own = new DefaultEventExecutorGroup(3);
    EventExecutorGroup pool = new UnorderedThreadPoolEventExecutor(3);
    EventExecutorGroup ordered =
        new NonStickyEventExecutorGroup(new UnorderedThreadPoolEventExecutor(3));
    try (CallbackHunt hunt = CallbackHunt.start()) {
      Channel server =
          new ServerBootstrap()
              .group(group)
              .channel(NioServerSocketChannel.class)
              .childHandler(
                  new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                      ChannelPipeline pipeline = channel.pipeline();
                      pipeline.addLast(new HttpServerCodec(), new HttpObjectAggregator(LARGEST));
                      pipeline.addLast(own, new Passing("own"));
                      pipeline.addLast(ordered, new Passing("ordered"));
                      pipeline.addLast(pool, new Passing("pool"));
                      pipeline.addLast(own, new Answering(hunt));
                    }
                  })
              .bind("127.0.0.1", 0)
              .sync()
              .channel();
      int port = ((InetSocketAddress) server.localAddress()).getPort();
      hunt.hunt(port, 4, List.of(own, ordered, pool, group));
      Serving.untilToldToStop(port);
      server.close().sync();
    }
    System.exit(0);
  }

  /** Notes what it works under, and passes the request on. */
  private static final class Passing extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final String place;

    Passing(String place) {
      this.place = place;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
      String before = place.equals("own") ? "" : ctx.channel().attr(SEEN).get() + " ";
      ctx.channel().attr(SEEN).set(before + place + "=" + Traced.context());
      ctx.fireChannelRead(request.retain());
    }
  }

  private static final class Answering extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final CallbackHunt hunt;

    Answering(CallbackHunt hunt) {
      this.hunt = hunt;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
      String seen = ctx.channel().attr(SEEN).get() + " last=" + Traced.context();
      var unused =
          hunt.ask().whenComplete((asked, failure) -> answer(ctx, seen + " asked=" + asked));
    }

    private static void answer(ChannelHandlerContext ctx, String text) {
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      FullHttpResponse response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(bytes));
      response.headers().set("content-length", bytes.length);
      var unused = ctx.writeAndFlush(response);
    }
  }
}
