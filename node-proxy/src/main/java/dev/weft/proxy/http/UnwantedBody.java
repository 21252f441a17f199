package dev.weft.proxy.http;

import io.netty.buffer.ByteBufHolder;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * What still comes of a request that was answered before it had come whole: it is read, so that the
 * next request can be found behind it. On the event loop.
 */
final class UnwantedBody {
  /** How much of a refused request's body is read to keep the connection, in bytes. */
  private static final int MOST = 256 << 10;

  private boolean expected;
  private int taken;

  /** Whether more of it is to come. */
  boolean isExpected() {
    return expected;
  }

  /** A request was answered; {@code isMore} of it to come or not. */
  void expect(boolean isMore) {
    expected = isMore;
  }

  /**
   * Drops a part of it.
   *
   * @return false when the connection is of no use any more: it was too much, or where it ends, and
   *     the next request begins, cannot be known
   */
  boolean drop(HttpObject part) {
    taken += part instanceof ByteBufHolder holder ? holder.content().readableBytes() : 0;
    boolean last = part instanceof LastHttpContent;
    boolean malformed = part.decoderResult().isFailure();
    ReferenceCountUtil.release(part);
    if (malformed || taken > MOST) {
      return false;
    }
    if (last) {
      expected = false;
      taken = 0;
    }
    return true;
  }
}
