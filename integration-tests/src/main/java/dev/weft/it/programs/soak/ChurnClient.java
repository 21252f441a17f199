package dev.weft.it.programs.soak;

import dev.weft.it.programs.Deadlocks;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.DuplexChannel;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Opens connections on Netty's epoll transport, and ends them in every way. */
// The event loops of 4.1 are deprecated in 4.2.
@SuppressWarnings("deprecation")
public final class ChurnClient {
  private static final int LIMIT_SECONDS = 50;
  private static final int AT_ONCE = 20;
  private static final int SMALL = 3_000;
  private static final int LARGE = 400_000;

  private ChurnClient() {}

  /**
   * Arguments: the port of {@link ChurnServer}. On standard input: {@code run ROUNDS}, each of some
   * connections for each way to end, answered when they are over; or {@code footprint}. Answers are
   * numbered.
   */
  public static void main(String[] args) throws Exception {
    Deadlocks.watchIfAsked();
    int port = Integer.parseInt(args[0]);
    EventLoopGroup loops = new EpollEventLoopGroup(2);
    System.out.println("ready");
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      int asked = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        asked++;
        if (line.startsWith("run ")) {
          int rounds = Integer.parseInt(line.substring("run ".length()));
          System.out.println(asked + " ran " + run(loops, port, rounds));
        } else {
          System.out.println(asked + " " + Footprint.line() + " " + Remains.line());
        }
      }
    }
    loops.shutdownGracefully().sync();
  }

  /** How many connections ended as they were to. */
  private static int run(EventLoopGroup loops, int port, int rounds) throws Exception {
    int ended = 0;
    for (int round = 0; round < rounds; round++) {
      for (Ending ending : Ending.values()) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
          all.add(connect(loops, port, ending));
        }
        for (CompletableFuture<Void> one : all) {
          one.get(LIMIT_SECONDS, TimeUnit.SECONDS);
          ended++;
        }
      }
    }
    return ended;
  }

  private static CompletableFuture<Void> connect(EventLoopGroup loops, int port, Ending ending) {
    Talk talk = new Talk(ending);
    ChannelFuture unused =
        new Bootstrap()
            .group(loops)
            .channel(EpollSocketChannel.class)
            .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .handler(talk)
            .connect("127.0.0.1", port)
            .addListener(
                connected -> {
                  if (!connected.isSuccess()) {
                    talk.over.completeExceptionally(connected.cause());
                  }
                });
    return talk.over;
  }

  /** Sends, reads what comes back, and ends. */
  private static final class Talk extends SimpleChannelInboundHandler<ByteBuf> {
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final Ending ending;
    private final int size;
    private int received;

    Talk(Ending ending) {
      this.ending = ending;
      this.size = ending == Ending.IN_THE_MIDST ? LARGE : SMALL;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      if (ending == Ending.AT_ONCE) {
        ChannelFuture unused = context.close();
        return;
      }
      byte[] bytes = new byte[size];
      bytes[0] = ending.code();
      ChannelFuture written = context.writeAndFlush(Unpooled.wrappedBuffer(bytes));
      if (ending == Ending.HALF_CLOSED) {
        written = written.addListener(done -> shutdownOutput(context.channel()));
      }
    }

    private static void shutdownOutput(Channel channel) {
      ChannelFuture unused = ((DuplexChannel) channel).shutdownOutput();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
      received += bytes.readableBytes();
      boolean all = received >= size;
      switch (ending) {
        case CLIENT_CLOSES -> closeIf(all, context);
        case CLIENT_RESETS -> {
          if (all) {
            context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
          }
          closeIf(all, context);
        }
        case IN_THE_MIDST -> closeIf(true, context);
        case SERVER_CLOSES, SERVER_RESETS, HALF_CLOSED, AT_ONCE -> {
          // The server ends it.
        }
      }
    }

    private static void closeIf(boolean over, ChannelHandlerContext context) {
      if (over) {
        ChannelFuture unused = context.close();
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event == ChannelInputShutdownReadComplete.INSTANCE) {
        ChannelFuture unused = context.close();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable problem) {
      if (ending != Ending.SERVER_RESETS) {
        over.completeExceptionally(problem);
      }
      ChannelFuture unused = context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      boolean whole =
          switch (ending) {
            case CLIENT_CLOSES, CLIENT_RESETS, SERVER_CLOSES, HALF_CLOSED -> received == size;
            case SERVER_RESETS, AT_ONCE, IN_THE_MIDST -> true;
          };
      if (whole) {
        over.complete(null);
      } else {
        over.completeExceptionally(
            new IllegalStateException(
                ending + ": " + received + " bytes (expected: " + size + ")"));
      }
    }
  }
}
