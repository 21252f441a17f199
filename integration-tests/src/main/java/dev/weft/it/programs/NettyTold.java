package dev.weft.it.programs;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An echo server and a client on Netty that say what their channels tell them. */
// The event loops of 4.1 are deprecated in 4.2.
@SuppressWarnings("deprecation")
public final class NettyTold {
  private static final byte[] WORDS = "are you there?".getBytes(StandardCharsets.US_ASCII);
  private static final long LIMIT_SECONDS = 40;

  private final EventLoopGroup loops;
  private final boolean epoll;
  private final Map<String, Talk> talks = new HashMap<>();

  private NettyTold(boolean epoll) {
    this.epoll = epoll;
    this.loops = epoll ? new EpollEventLoopGroup(2) : new NioEventLoopGroup(2);
  }

  /**
   * Arguments: {@code epoll} or {@code nio}, and {@code server}, which says what its connections
   * were told, {@code greeter}, which is one that speaks first, {@code idle}, which is one that
   * never reads, or {@code client}, which takes the commands of {@link ObedientClient}.
   */
  public static void main(String[] args) throws Exception {
    NettyTold told = new NettyTold(args[0].equals("epoll"));
    if (args[1].equals("client")) {
      told.obey();
    } else {
      told.serve(args[1]);
    }
    told.loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).sync();
  }

  private void serve(String kind) throws Exception {
    Channel server =
        new ServerBootstrap()
            .group(loops)
            .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
            .childOption(ChannelOption.AUTO_READ, !kind.equals("idle"))
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel.pipeline().addLast(new Talk(true, kind.equals("greeter")));
                  }
                })
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
    Serving.untilToldToStop(((InetSocketAddress) server.localAddress()).getPort());
  }

  private void obey() throws Exception {
    System.out.println("ready");
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      int number = 1;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(number++ + " " + answer(line.split(" ", -1)));
      }
    }
  }

  private String answer(String[] command) throws InterruptedException {
    Talk talk = talks.computeIfAbsent(command[1], name -> new Talk(false, false));
    return switch (command[0]) {
      case "open" -> open(talk, Integer.parseInt(command[2]));
      case "say" -> {
        Channel channel = talk.channel;
        if (channel == null) {
          throw new IllegalStateException(command[1] + " is not open");
        }
        ChannelFuture unused = channel.writeAndFlush(Unpooled.wrappedBuffer(WORDS));
        yield talk.next();
      }
      default -> {
        Channel channel = talk.channel;
        if (channel != null) {
          channel.close().sync();
        }
        yield "ok";
      }
    };
  }

  private String open(Talk talk, int port) throws InterruptedException {
    var connected =
        new Bootstrap()
            .group(loops)
            .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
            .handler(talk)
            .connect("127.0.0.1", port)
            .await();
    talk.channel = connected.channel();
    return connected.isSuccess() ? "ok" : text(connected.cause());
  }

  private static String text(Throwable failure) {
    return "failed " + failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }

  /** One end of a connection. */
  private static final class Talk extends ChannelInboundHandlerAdapter {
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final boolean echoes;
    private final boolean greets;
    private @Nullable Channel channel;
    private int received;

    Talk(boolean echoes, boolean greets) {
      this.echoes = echoes;
      this.greets = greets;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      if (greets) {
        ChannelFuture unused = context.writeAndFlush(Unpooled.wrappedBuffer(WORDS));
      }
    }

    /** What comes next: the words, an exception, or the end. */
    String next() throws InterruptedException {
      return String.valueOf(told.poll(LIMIT_SECONDS, TimeUnit.SECONDS));
    }

    private void tell(String what) {
      if (echoes) {
        System.out.println("told " + what);
      } else {
        told.add(what);
      }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (echoes) {
        ChannelFuture unused = context.writeAndFlush(message);
        return;
      }
      ByteBuf bytes = (ByteBuf) message;
      received += bytes.readableBytes();
      bytes.release();
      if (received % WORDS.length == 0) {
        tell("ok");
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable problem) {
      tell(text(problem));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      tell("inactive");
    }
  }
}
