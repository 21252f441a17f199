package dev.weft.benchmarks.feed;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** All who follow the config, on a few event loops of this process. */
final class Subscribers implements AutoCloseable {
  private static final int LOOPS = 2;

  /** So many get their first config at the same time. */
  private static final int AT_ONCE = 32;

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(LOOPS, NioIoHandler.newFactory());
  private final Semaphore starting = new Semaphore(AT_ONCE);
  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong answers = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private volatile Awaited awaited = new Awaited("nothing", 0);
  private volatile boolean closing;

  /** Connects {@code count} subscribers, and returns when each has its first config. */
  void start(URI server, List<Identity> identities, int count)
      throws IOException, InterruptedException {
    List<SslContext> contexts = new java.util.ArrayList<>();
    for (Identity identity : identities) {
      contexts.add(identity.nettyContext());
    }
    for (int i = 0; i < count; i++) {
      acquire(1);
      SslContext context = contexts.get(i % contexts.size());
      Subscriber subscriber = new Subscriber(this, "host-" + i);
      ChannelFuture unused =
          new Bootstrap()
              .group(loops)
              .channel(NioSocketChannel.class)
              .handler(
                  new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                      channel
                          .pipeline()
                          .addLast(
                              context.newHandler(
                                  channel.alloc(), server.getHost(), server.getPort()))
                          .addLast(new HttpClientCodec())
                          .addLast(subscriber);
                    }
                  })
              .connect(server.getHost(), server.getPort())
              .addListener(
                  connected -> {
                    if (!connected.isSuccess()) {
                      failed(connected.cause());
                    }
                  });
    }
    acquire(AT_ONCE);
    starting.release(AT_ONCE);
    requireGood();
  }

  private void acquire(int permits) throws IOException, InterruptedException {
    if (!starting.tryAcquire(permits, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      requireGood();
      throw new IOException("subscribers: no first config in time");
    }
  }

  void expect(Awaited change) {
    awaited = change;
  }

  void answered(CharSequence body, long length, long nanoTime, boolean first) {
    answers.incrementAndGet();
    bytes.addAndGet(length);
    if (first) {
      starting.release();
    }
    Awaited change = awaited;
    if (!first && body.toString().contains(change.mark())) {
      change.arrived(nanoTime);
    }
  }

  void failed(Throwable cause) {
    if (!closing) {
      failures.add(cause);
      starting.release();
    }
  }

  long answers() {
    return answers.get();
  }

  long bytes() {
    return bytes.get();
  }

  /** Throws when any subscriber has failed: then the figures would be of fewer. */
  void requireGood() throws IOException {
    Throwable first = failures.peek();
    if (first != null) {
      throw new IOException(failures.size() + " subscribers failed; the first: " + first, first);
    }
  }

  @Override
  public void close() {
    closing = true;
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
