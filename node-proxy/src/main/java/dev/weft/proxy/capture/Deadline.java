package dev.weft.proxy.capture;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Closes a connection whose client takes too long to say what it wants. */
final class Deadline {
  private final Future<?> timer;

  private Deadline(Future<?> timer) {
    this.timer = timer;
  }

  /** Closes {@code channel} in {@code time}, unless {@link #met} is called before. */
  static Deadline of(Channel channel, Duration time) {
    Future<?> timer =
        channel.eventLoop().schedule(() -> channel.close(), time.toMillis(), TimeUnit.MILLISECONDS);
    channel.closeFuture().addListener(closed -> timer.cancel(false));
    return new Deadline(timer);
  }

  void met() {
    timer.cancel(false);
  }
}
