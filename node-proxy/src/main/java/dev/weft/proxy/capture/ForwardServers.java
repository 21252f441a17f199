package dev.weft.proxy.capture;

import dev.weft.proxy.http.OneServer;
import dev.weft.proxy.http.Upstreams;
import dev.weft.proxy.settings.HostPort;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where the requests of one client of the forward proxy go: to whom each of them names. */
final class ForwardServers implements Upstreams {
  private static final int HTTP_PORT = 80;

  private final Channel program;
  private final OutboundPath path;
  private final Refusals refusals;
  private @Nullable HostPort target;
  private @Nullable OneServer server;

  ForwardServers(Channel program, OutboundPath path, Refusals refusals) {
    this.program = program;
    this.path = path;
    this.refusals = refusals;
  }

  @Override
  public Future<Channel> channelFor(HttpRequest request) {
    HostPort wanted;
    try {
      wanted = target(String.valueOf(request.headers().get(HttpHeaderNames.HOST)));
    } catch (IllegalArgumentException e) {
      return program.eventLoop().newFailedFuture(new IOException(e.getMessage()));
    }
    OneServer known = server;
    if (known == null || !wanted.equals(target)) {
      close();
      known =
          new OneServer(
              program.eventLoop(), handlers -> path.openChannel(program, wanted, handlers));
      server = known;
      target = wanted;
    }
    return known
        .channelFor(request)
        .addListener(
            (Future<Channel> found) -> {
              if (!found.isSuccess()) {
                refusals.refused(wanted, found.cause());
              }
            });
  }

  private static HostPort target(String authority) {
    boolean hasPort = authority.lastIndexOf(':') > authority.lastIndexOf(']');
    return HostPort.parse(hasPort ? authority : authority + ":" + HTTP_PORT);
  }

  @Override
  public void leave(Channel channel) {
    if (server != null) {
      server.leave(channel);
    }
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
      server = null;
    }
  }
}
