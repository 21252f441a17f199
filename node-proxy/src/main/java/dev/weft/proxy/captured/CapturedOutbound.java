package dev.weft.proxy.captured;

import dev.weft.core.identity.SpiffeId;
import dev.weft.proxy.capture.OutboundPath;
import dev.weft.proxy.capture.Refusals;
import dev.weft.proxy.http.Passage;
import dev.weft.proxy.link.Connector;
import dev.weft.proxy.relay.RelayEnd;
import dev.weft.proxy.route.Route;
import dev.weft.proxy.route.Router;
import dev.weft.proxy.workload.Workload;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a captured program opens. Where the mesh is it gets mutual TLS, and requests get spans;
 * another workload of this proxy is met without leaving it; what is elsewhere gets its bytes as
 * they are. The other end sees the program's address.
 *
 * @param neighbours the workloads of this proxy
 * @param passage decides what becomes of requests
 * @param headTimeout how long a program may take for the head of a request
 */
public record CapturedOutbound(
    Neighbours neighbours,
    Workload workload,
    Router router,
    Connector connector,
    Passage passage,
    Duration headTimeout,
    Refusals refusals) {
  /** Takes on {@code program}, which was on its way to {@code to}. */
  public void take(Channel program, InetSocketAddress to) {
    router
        .to(to)
        .whenComplete(
            (route, failure) ->
                program
                    .eventLoop()
                    .execute(
                        () -> {
                          if (route == null) {
                            refuse(program, to, failure);
                          } else if (program.isActive()) {
                            goOn(program, to, route);
                          }
                        }));
  }

  private void goOn(Channel program, InetSocketAddress to, Route route) {
    @Nullable Captured there = neighbours.at(to);
    if (route instanceof Route.Refused refused) {
      refuse(program, to, new IOException(refused.reason()));
    } else if (there != null) {
      local(program, to, route, there);
    } else if (route instanceof Route.Mesh mesh) {
      InetAddress source = ((InetSocketAddress) program.remoteAddress()).getAddress();
      new MeshOutbound(program, to, new OutboundPath(router, connector, source), this).open(mesh);
    } else {
      bytes(program, to, route);
    }
  }

  private void local(Channel program, InetSocketAddress to, Route route, Captured there) {
    if (!(route instanceof Route.Mesh mesh)) {
      there.takePlainLocal(program, to);
      return;
    }
    SpiffeId self;
    try {
      self = workload.rules().current().id();
    } catch (IOException e) {
      refuse(program, to, e);
      return;
    }
    there.takeLocal(program, to, self, mesh.destination().principals());
  }

  private void bytes(Channel program, InetSocketAddress to, Route route) {
    InetAddress source = ((InetSocketAddress) program.remoteAddress()).getAddress();
    RelayEnd near = new RelayEnd(() -> false);
    RelayEnd far = new RelayEnd(() -> false);
    program.pipeline().addLast(near);
    connector
        .open(program.eventLoop(), route, source, far)
        .addListener(
            (Future<Channel> opened) -> {
              if (isOpened(program, to, opened)) {
                RelayEnd.join(near, far);
              }
            });
  }

  /** Whether both are there; otherwise the one that is left is closed. */
  boolean isOpened(Channel program, InetSocketAddress to, Future<Channel> opened) {
    if (!opened.isSuccess()) {
      refuse(program, to, opened.cause());
      return false;
    }
    if (!program.isActive()) {
      opened.getNow().close();
      return false;
    }
    return true;
  }

  /** The program sees what it would of a host that refuses it, as near as a proxy can come. */
  private void refuse(Channel program, InetSocketAddress to, Throwable cause) {
    refusals.refused(to, cause);
    RelayEnd.reset(program);
  }
}
