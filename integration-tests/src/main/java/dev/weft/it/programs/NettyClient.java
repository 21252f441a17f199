package dev.weft.it.programs;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A client on Netty's NIO transport. */
public final class NettyClient {
  private NettyClient() {}

  /** Arguments: PORT MARKER. */
  public static void main(String[] args) throws Exception {
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    try {
      Rounds.run(args, port -> new NettySession(port, loops));
    } finally {
      loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).sync();
    }
  }

  private static final class NettySession implements Session {
    private final Collector collector = new Collector();
    private final Channel channel;

    NettySession(int port, EventLoopGroup loops) throws InterruptedException {
      channel =
          new Bootstrap()
              .group(loops)
              .channel(NioSocketChannel.class)
              .handler(collector)
              .connect("127.0.0.1", port)
              .sync()
              .channel();
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

  /** Collects what comes back until it is as much as expected. */
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
    public synchronized void channelInactive(ChannelHandlerContext context) {
      answer.completeExceptionally(new IOException("connection closed early"));
    }

    @Override
    public synchronized void exceptionCaught(ChannelHandlerContext context, Throwable problem) {
      answer.completeExceptionally(problem);
    }
  }
}
