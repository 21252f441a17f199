package dev.weft.proxy.link;

import dev.weft.enforcer.link.ClientHello;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what a client says first. One that says nothing waits for the program, or is late with
 * its ClientHello: the program is called then, and who of the two speaks first tells which.
 *
 * <p>Everything happens on the channel's event loop.
 */
final class FirstWord {
  private final Channel channel;
  private final FirstBytes bytes;
  private @Nullable HeldProgram held;

  /**
   * That of the client on {@code channel}.
   *
   * @param told what it is, once
   */
  FirstWord(Channel channel, Consumer<ClientHello.Sniff> told) {
    this.channel = channel;
    this.bytes = new FirstBytes(told);
  }

  /** The handler that looks at the bytes; whoever is told removes it. */
  FirstBytes bytes() {
    return bytes;
  }

  /** Waits so long at most, and takes the client for none of the mesh afterwards. */
  void await(Duration most) {
    after(most, bytes::giveUp);
  }

  /**
   * Has the program called when the client is silent for {@code wait}.
   *
   * @param may whether the program may be called for a client of which nothing is known. If not it
   *     would tell the client nothing, so there is only a ClientHello to wait for.
   * @param mayBeHttp2 whether the program may begin with settings of HTTP/2
   * @param call calls it, by way of {@link #hold}
   */
  void awaitProgram(Duration wait, BooleanSupplier may, boolean mayBeHttp2, Runnable call) {
    after(
        wait,
        () -> {
          if (bytes.isSilent() && may.getAsBoolean()) {
            held = new HeldProgram(channel, this::programHasSpoken, mayBeHttp2);
            call.run();
          }
        });
  }

  private void programHasSpoken() {
    // What has begun to come from the client tells who it is; the program's word can wait for it.
    if (bytes.isSilent()) {
      bytes.giveUp();
    }
  }

  /** Opens a connection to the program that is handed out after {@link #release}. */
  Future<Channel> hold(Function<ChannelHandler, Future<Channel>> opener, ChannelHandler last) {
    HeldProgram called = held;
    return called == null ? opener.apply(last) : called.open(opener, last);
  }

  /** The client is let in; false when the program has not been called for it. */
  boolean release() {
    HeldProgram called = held;
    if (called != null) {
      called.release();
    }
    return called != null;
  }

  private void after(Duration time, Runnable work) {
    Future<?> timer = channel.eventLoop().schedule(work, time.toMillis(), TimeUnit.MILLISECONDS);
    channel.closeFuture().addListener(closed -> timer.cancel(false));
  }
}
