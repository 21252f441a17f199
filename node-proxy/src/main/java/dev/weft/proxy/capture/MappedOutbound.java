package dev.weft.proxy.capture;

import dev.weft.proxy.relay.RelayEnd;
import dev.weft.proxy.settings.HostPort;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;

/**
 * Connections to a port that leads to one destination.
 *
 * @param path the workload's way out
 * @param target the destination
 * @param refusals told of connections that get nowhere
 */
record MappedOutbound(OutboundPath path, HostPort target, Refusals refusals) implements Capture {
  @Override
  public void take(Channel program) {
    RelayEnd client = new RelayEnd(() -> false);
    program.pipeline().addLast(client);
    path.open(program, target)
        .addListener(
            (Future<OutboundPath.Opened> opened) -> {
              if (opened.isSuccess()) {
                RelayEnd.join(client, opened.getNow().end());
              } else {
                refusals.refused(target, opened.cause());
                client.abort();
              }
            });
  }
}
