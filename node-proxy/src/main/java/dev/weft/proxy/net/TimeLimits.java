package dev.weft.proxy.net;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.AttributeKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long clients' connections, and requests on them, may be without a byte that moves.
 *
 * @param connections watches connections that carry no request
 * @param requests watches those that do
 */
public record TimeLimits(QuietWatch connections, QuietWatch requests) {
  private static final AttributeKey<TimeLimits> LIMITS = AttributeKey.valueOf("dev.weft.limits");

  /**
   * Limits of {@code idle} and {@code streamIdle}.
   *
   * @param idle for connections that carry no request
   * @param streamIdle for requests
   */
  public static TimeLimits of(Duration idle, Duration streamIdle) {
    return new TimeLimits(new QuietWatch(idle), new QuietWatch(streamIdle));
  }

  /** Holds {@code accepted} to them, which has no handlers yet; on its event loop. */
  public void hold(Channel accepted) {
    accepted.attr(LIMITS).set(this);
    accepted.pipeline().addFirst(new IdleLimit(connections));
  }

  /** The watch for requests on {@code channel}, a connection or a stream; null without limits. */
  public static @Nullable QuietWatch requestsOf(Channel channel) {
    Channel connection = channel instanceof Http2StreamChannel ? channel.parent() : channel;
    TimeLimits limits = connection.attr(LIMITS).get();
    return limits == null ? null : limits.requests();
  }
}
