package dev.weft.proxy.capture;

import dev.weft.proxy.net.Direction;
import io.netty.channel.Channel;

/** What a listener does with the connections that it accepts. */
public interface Capture {
  /** Takes {@code accepted} on, which is not read from yet, on its event loop. */
  void take(Channel accepted);

  /** Which way they go. */
  default Direction direction() {
    return Direction.OUTBOUND;
  }

  /** As {@code capture}, of connections to workloads. */
  static Capture inbound(Capture capture) {
    return new Capture() {
      @Override
      public void take(Channel accepted) {
        capture.take(accepted);
      }

      @Override
      public Direction direction() {
        return Direction.INBOUND;
      }
    };
  }
}
