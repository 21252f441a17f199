package dev.weft.it.programs;

import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * The second of a chain of servers: Netty itself, which calls {@link ChainGrpc} and never waits.
 */
public final class ChainNetty {
  private static final int LARGEST = 65_536;

  private ChainNetty() {}

  /** Arguments: PORT, the port of the next. */
  public static void main(String[] args) throws Exception {
    ManagedChannel next =
        Grpc.newChannelBuilder("127.0.0.1:" + args[1], InsecureChannelCredentials.create()).build();
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    Channel server =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1000)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(LARGEST),
                            new Calling(next));
                  }
                })
            .bind("127.0.0.1", Serving.port(args))
            .sync()
            .channel();
    Serving.untilToldToStop(((InetSocketAddress) server.localAddress()).getPort());
    server.close().sync();
    group.shutdownGracefully().sync();
    next.shutdownNow();
  }

  // What becomes of a write shows at the client.
  @SuppressWarnings("FutureReturnValueIgnored")
  private static final class Calling extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final ManagedChannel next;

    Calling(ManagedChannel next) {
      this.next = next;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
      ClientCalls.asyncUnaryCall(
          next.newCall(GrpcText.method("Now"), CallOptions.DEFAULT),
          request.uri(),
          new StreamObserver<>() {
            @Override
            public void onNext(String text) {
              answer(ctx, HttpResponseStatus.OK, text);
            }

            @Override
            public void onError(Throwable failure) {
              answer(ctx, HttpResponseStatus.BAD_GATEWAY, failure.toString());
            }

            @Override
            public void onCompleted() {
              // The one message was the answer.
            }
          });
    }

    private static void answer(ChannelHandlerContext ctx, HttpResponseStatus status, String text) {
      DefaultFullHttpResponse answer =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
      answer.headers().set("content-length", answer.content().readableBytes());
      ctx.writeAndFlush(answer);
    }
  }
}
