package dev.weft.it.programs;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/** Netty's HTTP codec in pipelines of the program's own: prints how each request went. */
public final class NettyClients {
  // Newer releases have another; this one is in every release.
  @SuppressWarnings("deprecation")
  private final EventLoopGroup loops = new NioEventLoopGroup(2);

  private final int port;

  private NettyClients(int port) {
    this.port = port;
  }

  /** Arguments: PORT, and anything for a release whose event loops carry no contexts. */
  public static void main(String[] args) throws Exception {
    NettyClients clients = new NettyClients(Integer.parseInt(args[0]));
    Callers.awaitTracing(clients::onceConnected);
    Callers.say("get", 1, clients::onceConnected, "GET", "/");
    Callers.say("post", 2, clients::onceConnected, "POST", "/");
    if (args.length == 1) {
      clients.pipelined();
      clients.sameMessage();
      Callers.say("closed", 6, clients::closing, "GET", "/");
    }
    Callers.hunt(clients::onceConnected);
    Serving.untilToldToStop(Integer.parseInt(args[0]));
    var unused = clients.loops.shutdownGracefully();
  }

  /** What waits for the answers of one connection, in their order. */
  private static final class Answers extends SimpleChannelInboundHandler<FullHttpResponse> {
    private final Deque<CompletableFuture<String>> waiting = new ArrayDeque<>();

    synchronized CompletableFuture<String> next() {
      CompletableFuture<String> next = new CompletableFuture<>();
      waiting.addLast(next);
      return next;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse answer) {
      CompletableFuture<String> first;
      synchronized (this) {
        first = waiting.removeFirst();
      }
      boolean ok = answer.status().code() == 200;
      first.complete(
          ok ? answer.content().toString(StandardCharsets.UTF_8) : "" + answer.status().code());
    }

    @Override
    public synchronized void channelInactive(ChannelHandlerContext ctx) {
      for (CompletableFuture<String> each : waiting) {
        each.completeExceptionally(new IOException("closed"));
      }
    }
  }

  private Bootstrap bootstrap(Answers answers) {
    return new Bootstrap()
        .group(loops)
        .channel(NioSocketChannel.class)
        .handler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                channel
                    .pipeline()
                    .addLast(new HttpClientCodec(), new HttpObjectAggregator(65536), answers);
              }
            });
  }

  /** Sends when the connection that it asks for is there. */
  private CompletableFuture<String> onceConnected(String method, String path) {
    Answers answers = new Answers();
    CompletableFuture<String> answer = answers.next();
    var unused =
        bootstrap(answers)
            .connect("127.0.0.1", port)
            .addListener(
                (ChannelFutureListener)
                    connected -> {
                      var written = connected.channel().writeAndFlush(request(method, path));
                      if (written.cause() != null) {
                        answer.completeExceptionally(written.cause());
                      }
                    });
    return answer;
  }

  private void pipelined() throws Exception {
    Answers answers = new Answers();
    Channel channel = bootstrap(answers).connect("127.0.0.1", port).sync().channel();
    CompletableFuture<String> first = answers.next();
    CompletableFuture<String> second = answers.next();
    CompletableFuture<String> third = answers.next();
    Callers.under(3, () -> channel.write(request("HEAD", "/")));
    Callers.under(4, () -> channel.write(request("GET", "/gone")));
    Callers.under(5, () -> channel.writeAndFlush(request("GET", "/")));
    System.out.println("head " + first.get().isEmpty());
    System.out.println("gone " + second.get());
    System.out.println("third " + third.get());
    channel.close().sync();
  }

  /** A message that is sent twice, and is afterwards as it was. */
  private void sameMessage() throws Exception {
    Answers answers = new Answers();
    Channel channel = bootstrap(answers).connect("127.0.0.1", port).sync().channel();
    FullHttpRequest message = request("GET", "/");
    int headers = message.headers().names().size();
    for (int i = 0; i < 2; i++) {
      CompletableFuture<String> answer = answers.next();
      Object unused = message.retain();
      Callers.under(7 + i, () -> channel.writeAndFlush(message));
      System.out.println("again" + i + " " + answer.get());
    }
    System.out.println(
        "message " + (message.headers().names().size() - headers) + " " + message.refCnt());
    channel.close().sync();
  }

  /** Sends, and closes before an answer can have come. */
  private CompletableFuture<String> closing(String method, String path) throws Exception {
    Answers answers = new Answers();
    CompletableFuture<String> answer = answers.next();
    Channel channel = bootstrap(answers).connect("127.0.0.1", port).sync().channel();
    channel
        .eventLoop()
        .execute(
            () -> {
              Object unused = channel.writeAndFlush(request(method, path));
              unused = channel.close();
            });
    return answer.exceptionally(Throwable::getMessage);
  }

  private FullHttpRequest request(String method, String path) {
    FullHttpRequest request =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(method), path);
    Object unused = request.headers().set("host", "127.0.0.1:" + port);
    unused = request.headers().set("content-length", "0");
    return request;
  }
}
