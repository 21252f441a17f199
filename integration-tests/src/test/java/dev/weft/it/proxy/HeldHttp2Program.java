package dev.weft.it.proxy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of HTTP/2 that answers 200 to everything, and to {@code /held} when it is let. */
final class HeldHttp2Program implements AutoCloseable {
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final CompletableFuture<Void> release = new CompletableFuture<>();
  private final CountDownLatch holding = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private final Channel listener;

  HeldHttp2Program() {
    listener =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel accepted) {
                    accepted
                        .pipeline()
                        .addLast(
                            Http2FrameCodecBuilder.forServer()
                                // Nobody but the proxy is to set a limit here.
                                .decoderEnforceMaxRstFramesPerWindow(0, 0)
                                .build(),
                            new Http2MultiplexHandler(
                                new ChannelInitializer<Channel>() {
                                  @Override
                                  protected void initChannel(Channel stream) {
                                    stream.pipeline().addLast(new Answer());
                                  }
                                }));
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
  }

  int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** How many requests have come. */
  int asked() {
    return asked.get();
  }

  /** Waits until a request is held; false when none came in time. */
  boolean awaitHeld(long seconds) throws InterruptedException {
    return holding.await(seconds, TimeUnit.SECONDS);
  }

  /** Answers what is held, and holds nothing more. */
  void release() {
    release.complete(null);
  }

  private final class Answer extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
      if (frame instanceof Http2HeadersFrame headers) {
        asked.incrementAndGet();
        if ("/held".contentEquals(headers.headers().path())) {
          holding.countDown();
          var unused = release.thenRun(() -> answer(ctx));
        } else {
          answer(ctx);
        }
      }
      ReferenceCountUtil.release(frame);
    }

    private void answer(ChannelHandlerContext ctx) {
      var unused =
          ctx.writeAndFlush(
              new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("200"), true));
    }
  }

  @Override
  public void close() {
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
