package dev.weft.proxy.http;

import dev.weft.proxy.net.Outgoing;
import dev.weft.proxy.net.QuietWatch;
import dev.weft.proxy.net.TimeLimits;
import dev.weft.proxy.net.Watched;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Watches whether the requests of one client's channel go on: a part that comes from either side
 * counts, and a byte that either side takes.
 */
final class RequestWatch implements Watched {
  private final ClientSide side;
  private @Nullable Channel client;
  private QuietWatch.@Nullable Watch watch;
  private long parts;

  RequestWatch(ClientSide side) {
    this.side = side;
  }

  void begin(Channel channel) {
    QuietWatch requests = TimeLimits.requestsOf(channel);
    if (requests != null) {
      client = channel;
      watch = requests.add(channel.eventLoop(), this);
    }
  }

  void end() {
    if (watch != null) {
      watch.end();
      watch = null;
    }
  }

  /** A part of a request has come, or one of its answer is written. */
  void part() {
    parts++;
  }

  @Override
  public long moved() {
    Channel channel = client;
    Channel server = side.server();
    return parts
        + (channel == null ? 0 : Outgoing.moved(channel))
        + (server == null ? 0 : Outgoing.moved(server));
  }

  @Override
  public void quiet() {
    side.stalled();
  }
}
