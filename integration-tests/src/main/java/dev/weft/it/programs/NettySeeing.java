package dev.weft.it.programs;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http2.CleartextHttp2ServerUpgradeHandler;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A server on Netty itself: answers with what it sees of each request. Runs on 4.1 and on 4.2. */
// The event loops of 4.1 are deprecated in 4.2.
@SuppressWarnings("deprecation")
public final class NettySeeing {
  // Held here because the log manager itself keeps loggers, and their levels, only weakly.
  private static final Logger LOG = Logger.getLogger("io.netty");

  private static final int LARGEST = 65_536;

  private NettySeeing() {}

  /**
   * Arguments: PORT, and the pipeline. {@code codec} and {@code parts} are HTTP/1.1, by a codec and
   * by a decoder and an encoder, with a WebSocket at {@code /ws}; {@code h2} is HTTP/2 by prior
   * knowledge; {@code h2c} is the same, behind a codec for HTTP/1.1 that leaves as the first bytes
   * come; {@code late} adds its codec when the first bytes have come; {@code leaving} takes it out
   * again. After it, {@code epoll} for that transport and no other.
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
                    prepare(channel, args[1]);
                  }
                })
            .bind("127.0.0.1", Serving.port(args))
            .sync()
            .channel();
    Serving.untilToldToStop(((java.net.InetSocketAddress) server.localAddress()).getPort());
    server.close().sync();
    group.shutdownGracefully().sync();
  }

  private static void prepare(SocketChannel channel, String kind) {
    switch (kind) {
      case "codec" -> {
        channel.pipeline().addLast(new HttpServerCodec());
        serve(channel);
      }
      case "parts" -> {
        // The encoder stands before the decoder, so what the decoder wrote would pass it.
        channel.pipeline().addLast(new HttpResponseEncoder());
        channel.pipeline().addLast(new HttpRequestDecoder());
        serve(channel);
      }
      case "late" -> channel.pipeline().addLast(new NettyDetection());
      case "leaving" -> {
        channel.pipeline().addLast(new HttpServerCodec());
        channel.pipeline().addLast(new NettyLeaving());
      }
      case "h2c" -> Streams.prepareDetection(channel);
      default -> Streams.prepare(channel);
    }
  }

  static void serve(Channel channel) {
    channel.pipeline().addLast(new HttpObjectAggregator(LARGEST));
    channel.pipeline().addLast(new WebSocketServerProtocolHandler("/ws"));
    channel.pipeline().addLast(new NettyAnswering());
  }

  /** Apart, because the oldest releases have none of it. */
  private static final class Streams {
    private Streams() {}

    static void prepare(SocketChannel channel) {
      channel.pipeline().addLast(Http2FrameCodecBuilder.forServer().build(), streams());
    }

    static void prepareDetection(SocketChannel channel) {
      HttpServerCodec codec = new HttpServerCodec();
      ChannelInitializer<Channel> http2 =
          new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel upgraded) {
              upgraded.pipeline().addLast(Http2FrameCodecBuilder.forServer().build(), streams());
            }
          };
      channel
          .pipeline()
          .addLast(
              new CleartextHttp2ServerUpgradeHandler(
                  codec, new HttpServerUpgradeHandler(codec, protocol -> null), http2));
    }

    private static Http2MultiplexHandler streams() {
      return new Http2MultiplexHandler(
          new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel stream) {
              stream.pipeline().addLast(new Http2StreamFrameToHttpObjectCodec(true));
              stream.pipeline().addLast(new HttpObjectAggregator(LARGEST));
              stream.pipeline().addLast(new NettyAnswering());
            }
          });
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
