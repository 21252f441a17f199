package dev.weft.it.programs;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ServerUpgradeCodec;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import java.net.InetSocketAddress;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A server on Netty itself, 4.1 or 4.2, as {@link Traced} says. */
// The event loops of 4.1 are deprecated in 4.2.
@SuppressWarnings("deprecation")
public final class TracedNetty {
  // Held here because the log manager itself keeps loggers, and their levels, only weakly.
  private static final Logger LOG = Logger.getLogger("io.netty");

  private static final int LARGEST = 65_536;

  private TracedNetty() {}

  /**
   * Arguments: PORT, and {@code h2c} for HTTP/2 beside HTTP/1.1, by an upgrade, and {@code epoll}.
   */
  public static void main(String[] args) throws Exception {
    LOG.setLevel(Level.WARNING);
    boolean onEpoll = args.length > 2 && args[2].equals("epoll");
    EventLoopGroup group = onEpoll ? OnEpoll.group() : new NioEventLoopGroup(2);
    Channel server =
        new ServerBootstrap()
            .group(group)
            .channel(onEpoll ? OnEpoll.channel() : NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    HttpServerCodec codec = new HttpServerCodec();
                    channel.pipeline().addLast(new Looking(), codec);
                    if (args[1].equals("h2c")) {
                      Streams.prepare(channel, codec);
                    }
                    serve(channel);
                  }
                })
            .bind("127.0.0.1", Serving.port(args))
            .sync()
            .channel();
    Serving.untilToldToStop(((InetSocketAddress) server.localAddress()).getPort());
    server.close().sync();
    group.shutdownGracefully().sync();
    Traced.stop();
  }

  private static void serve(Channel channel) {
    channel.pipeline().addLast(new HttpObjectAggregator(LARGEST), new TracedNettyAnswering());
  }

  /** In front of the codec: the thread has no context before and after it. */
  private static final class Looking extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      Traced.look();
      ctx.fireChannelRead(message);
      Traced.look();
    }
  }

  /** Apart, because the oldest releases have none of it. */
  private static final class Streams {
    private Streams() {}

    static void prepare(SocketChannel channel, HttpServerCodec codec) {
      channel
          .pipeline()
          .addLast(
              new HttpServerUpgradeHandler(
                  codec,
                  protocol ->
                      new Http2ServerUpgradeCodec(
                          Http2FrameCodecBuilder.forServer().build(),
                          new Http2MultiplexHandler(
                              new ChannelInitializer<Channel>() {
                                @Override
                                protected void initChannel(Channel stream) {
                                  stream
                                      .pipeline()
                                      .addLast(new Http2StreamFrameToHttpObjectCodec(true));
                                  serve(stream);
                                }
                              })),
                  LARGEST));
    }
  }

  /** Apart, because not every class path has it. */
  private static final class OnEpoll {
    private OnEpoll() {}

    static EventLoopGroup group() {
      return new EpollEventLoopGroup(2);
    }

    static Class<? extends ServerChannel> channel() {
      return EpollServerSocketChannel.class;
    }
  }
}
