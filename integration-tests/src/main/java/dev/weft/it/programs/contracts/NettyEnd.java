package dev.weft.it.programs.contracts;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One end of a connection of Netty's: what its channel has told it, and the bytes that came. */
final class NettyEnd extends ChannelInboundHandlerAdapter {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(40);

  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final List<String> events = new ArrayList<>();
  private final List<Integer> pieces = new ArrayList<>();
  private @Nullable Channel channel;
  private @Nullable Throwable failure;

  /** The channel, once there is one. */
  Channel channel() throws InterruptedException {
    await("a channel", () -> channel != null);
    synchronized (this) {
      Channel known = channel;
      if (known == null) {
        throw new IllegalStateException("no channel");
      }
      return known;
    }
  }

  @Override
  public synchronized void handlerAdded(ChannelHandlerContext context) {
    channel = context.channel();
    notifyAll();
  }

  private synchronized void add(String event) {
    events.add(event);
    notifyAll();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    add("active");
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    add("inactive");
  }

  @Override
  public synchronized void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    pieces.add(bytes.readableBytes());
    byte[] copy = new byte[bytes.readableBytes()];
    bytes.readBytes(copy);
    bytes.release();
    received.writeBytes(copy);
    notifyAll();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    add("read complete");
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    add(context.channel().isWritable() ? "writable" : "full");
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      add("input ended");
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable problem) {
    synchronized (this) {
      failure = problem;
    }
    add("failed");
  }

  /** What it failed with, or null. */
  synchronized @Nullable Throwable failure() {
    return failure;
  }

  /** Fails when it was told of an exception. */
  void expectNoFailure(String what) {
    Expect.that(failure() == null, what + ": " + failure() + " (expected: none)");
  }

  synchronized int size() {
    return received.size();
  }

  synchronized byte[] bytes() {
    return received.toByteArray();
  }

  /** What has come is of no interest any more. */
  synchronized void forget() {
    received.reset();
    pieces.clear();
    events.clear();
  }

  /** How many bytes each message had. */
  synchronized List<Integer> pieces() {
    return List.copyOf(pieces);
  }

  synchronized int count(String event) {
    return (int) events.stream().filter(event::equals).count();
  }

  /** Waits for such an event. */
  NettyEnd awaitEvent(String event) throws InterruptedException {
    await(event, () -> events.contains(event));
    return this;
  }

  /** Waits until there were so many such events. */
  void awaitCount(String event, int count) throws InterruptedException {
    await(count + " times " + event, () -> count(event) >= count);
  }

  /** Waits until more bytes have come than that. */
  void awaitMoreThan(int size) throws InterruptedException {
    await("more than " + size + " bytes", () -> received.size() > size);
  }

  /** Waits until exactly {@code expected} has come. */
  void awaitBytes(byte[] expected) throws InterruptedException {
    await(expected.length + " bytes", () -> received.size() >= expected.length);
    Expect.same(bytes(), expected, "what was read");
  }

  private synchronized void await(String what, BooleanSupplier condition)
      throws InterruptedException {
    long until = System.nanoTime() + LIMIT_NANOS;
    while (!condition.getAsBoolean()) {
      long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      if (left <= 0) {
        throw new IllegalStateException(
            "events %s, %d bytes, failure %s (expected: %s)"
                .formatted(events, received.size(), failure, what));
      }
      wait(left);
    }
  }

  /** Sends {@code bytes}; completed when they are gone. */
  ChannelFuture sending(byte[] bytes) throws InterruptedException {
    return channel().writeAndFlush(Unpooled.wrappedBuffer(bytes));
  }

  /** Sends {@code bytes}, and does not wait. */
  void send(byte[] bytes) throws InterruptedException {
    ChannelFuture unused = sending(bytes);
  }
}
