package dev.weft.it.programs;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.DuplexChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A client on Netty's epoll transport, of 4.1 or 4.2, and on no other: it fails without. */
// The event loops of 4.1 are deprecated in 4.2.
@SuppressWarnings("deprecation")
public final class EpollClient {
  private static final int BULK = 20_000_000;
  private static final int PIECE = 100_000;

  private EpollClient() {}

  /**
   * Arguments: PORT MARKER, and {@code rounds}, {@code half} to send much, end the output and read
   * to the end, or {@code file} for the same with a file.
   */
  public static void main(String[] args) throws Exception {
    EventLoopGroup loops = new EpollEventLoopGroup(2);
    try {
      if (args[2].equals("rounds")) {
        Rounds.run(args, port -> new EpollSession(port, loops));
      } else {
        halfClose(Integer.parseInt(args[0]), args[1], args[2].equals("file"), loops);
      }
    } finally {
      loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).sync();
    }
  }

  private static Channel connect(int port, EventLoopGroup loops, Collector collector)
      throws InterruptedException {
    return new Bootstrap()
        .group(loops)
        .channel(EpollSocketChannel.class)
        .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .handler(collector)
        .connect("127.0.0.1", port)
        .sync()
        .channel();
  }

  private static void halfClose(int port, String marker, boolean file, EventLoopGroup loops)
      throws Exception {
    byte[] sent = Message.of(marker, 7, BULK);
    Collector collector = new Collector();
    CompletableFuture<byte[]> answer = collector.expect(Integer.MAX_VALUE);
    Channel channel = connect(port, loops, collector);
    if (file) {
      Path path = Files.createTempFile("bulk", ".bin");
      Files.write(path, sent);
      channel.writeAndFlush(new DefaultFileRegion(path.toFile(), 0, BULK)).sync();
      Files.delete(path);
    } else {
      for (int at = 0; at < BULK; at += PIECE) {
        // Waiting for each fourth keeps several in the queue, and no more.
        ChannelFuture written = channel.writeAndFlush(Unpooled.wrappedBuffer(sent, at, PIECE));
        if (at % (4 * PIECE) == 0) {
          written.sync();
        }
      }
    }
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).sync();
    ((DuplexChannel) channel).shutdownOutput().sync();
    byte[] received = answer.get(60, TimeUnit.SECONDS);
    System.out.println("bulk " + (Arrays.equals(sent, received) ? "unharmed" : "harmed"));
    channel.close().sync();
  }

  private static final class EpollSession implements Session {
    private final Collector collector = new Collector();
    private final Channel channel;

    EpollSession(int port, EventLoopGroup loops) throws InterruptedException {
      channel = connect(port, loops, collector);
    }

    @Override
    public byte[] exchange(byte[] message) throws Exception {
      CompletableFuture<byte[]> answer = collector.expect(message.length);
      channel.writeAndFlush(Unpooled.wrappedBuffer(message)).sync();
      return answer.get();
    }

    @Override
    public void close() {
      channel.close().syncUninterruptibly();
    }
  }

  /** Collects what comes back until it is as much as expected, or the end. */
  private static final class Collector extends SimpleChannelInboundHandler<ByteBuf> {
    private ByteArrayOutputStream received = new ByteArrayOutputStream();
    private CompletableFuture<byte[]> answer = new CompletableFuture<>();
    private int expected;

    synchronized CompletableFuture<byte[]> expect(int length) {
      received = new ByteArrayOutputStream();
      answer = new CompletableFuture<>();
      expected = length;
      return answer;
    }

    @Override
    protected synchronized void channelRead0(ChannelHandlerContext context, ByteBuf part)
        throws IOException {
      part.readBytes(received, part.readableBytes());
      if (received.size() >= expected) {
        answer.complete(received.toByteArray());
      }
    }

    @Override
    public synchronized void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event == ChannelInputShutdownReadComplete.INSTANCE) {
        answer.complete(received.toByteArray());
      }
    }

    @Override
    public synchronized void channelInactive(ChannelHandlerContext context) {
      answer.completeExceptionally(new IOException("connection closed early"));
    }

    @Override
    public synchronized void exceptionCaught(ChannelHandlerContext context, Throwable problem) {
      answer.completeExceptionally(problem);
    }
  }
}
