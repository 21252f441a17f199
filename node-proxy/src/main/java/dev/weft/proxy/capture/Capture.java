package dev.weft.proxy.capture;

import io.netty.channel.Channel;

/** What a listener does with the connections that it accepts. */
public interface Capture {
  /** Takes {@code accepted} on, which is not read from yet, on its event loop. */
  void take(Channel accepted);
}
