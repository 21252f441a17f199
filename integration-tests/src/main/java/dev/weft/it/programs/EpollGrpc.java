package dev.weft.it.programs;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollSocketChannel;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** grpc-java on the epoll transport of its relocated Netty, and on no other: it fails without. */
public final class EpollGrpc {
  private EpollGrpc() {}

  /** Arguments: PORT of the server to be; or {@code client}, PORT, and sizes of messages. */
  public static void main(String[] args) throws Exception {
    EventLoopGroup loops = new EpollEventLoopGroup(2);
    if (args[0].equals("client")) {
      call(args, loops);
    } else {
      serve(args, loops);
    }
    Future<?> unused = loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).sync();
  }

  private static void serve(String[] args, EventLoopGroup loops) throws Exception {
    Server server =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Serving.port(args)))
            .channelType(EpollServerSocketChannel.class)
            .bossEventLoopGroup(loops)
            .workerEventLoopGroup(loops)
            .addService(
                ServerServiceDefinition.builder(GrpcText.SERVICE)
                    .addMethod(
                        GrpcText.method("Open"),
                        ServerCalls.asyncUnaryCall(
                            (request, answers) -> {
                              answers.onNext("saw " + request.length());
                              answers.onCompleted();
                            }))
                    .build())
            .build()
            .start();
    Serving.untilToldToStop(server.getPort());
    server.shutdownNow();
  }

  private static void call(String[] args, EventLoopGroup loops) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", Integer.parseInt(args[1]))
            .channelType(EpollSocketChannel.class)
            .eventLoopGroup(loops)
            .usePlaintext()
            .build();
    for (int i = 2; i < args.length; i++) {
      System.out.println(
          ClientCalls.blockingUnaryCall(
              channel,
              GrpcText.method("Open"),
              CallOptions.DEFAULT,
              "x".repeat(Integer.parseInt(args[i]))));
    }
    channel.shutdownNow();
  }
}
