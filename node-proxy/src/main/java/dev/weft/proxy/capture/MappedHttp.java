package dev.weft.proxy.capture;

import dev.weft.proxy.http.Http1Wire;
import dev.weft.proxy.http.OneServer;
import dev.weft.proxy.http.Passage;
import dev.weft.proxy.http.RequestForm;
import dev.weft.proxy.settings.HostPort;
import io.netty.channel.Channel;
import java.time.Duration;

/**
 * Connections to a port that leads to one destination by HTTP/1.1.
 *
 * @param path the workload's way out
 * @param target the destination
 * @param passage decides what becomes of requests
 * @param headTimeout how long a program may take for the head of a request
 * @param refusals told of connections that get nowhere
 */
record MappedHttp(
    OutboundPath path, HostPort target, Passage passage, Duration headTimeout, Refusals refusals)
    implements Capture {
  @Override
  public void take(Channel program) {
    OneServer server =
        new OneServer(
            program.eventLoop(),
            handlers ->
                path.openChannel(program, target, handlers)
                    .addListener(
                        opened -> {
                          if (!opened.isSuccess()) {
                            refusals.refused(target, opened.cause());
                          }
                        }));
    Http1Wire.install(program, RequestForm.ORIGIN, passage, server, () -> false, headTimeout);
    program.config().setAutoRead(true);
  }
}
