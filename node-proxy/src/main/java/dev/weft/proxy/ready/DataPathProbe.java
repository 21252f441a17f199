package dev.weft.proxy.ready;

import dev.weft.core.identity.SpiffeId;
import dev.weft.core.policy.MutualTlsMode;
import dev.weft.enforcer.rules.Destination;
import dev.weft.proxy.link.Connector;
import dev.weft.proxy.link.Inbound;
import dev.weft.proxy.link.InboundConnection;
import dev.weft.proxy.link.MeshTls;
import dev.weft.proxy.link.OpenInbound;
import dev.weft.proxy.link.OpenOutbound;
import dev.weft.proxy.net.ConnectionCounts;
import dev.weft.proxy.net.Transport;
import dev.weft.proxy.route.Route;
import dev.weft.proxy.workload.Workload;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Goes the way of a connection from one workload of the mesh to another, within the proxy: a port
 * of its own is opened on loopback, accepted at by an event loop, the first bytes are looked at, a
 * workload's SVID is shown at both ends and checked, its policy judges. Only its program is left
 * out. Nothing of it is counted or logged. Blocks, for a few seconds at most; safe for any thread.
 */
final class DataPathProbe {
  private static final Duration MOST = Duration.ofSeconds(2);

  private final Transport transport;
  private final MeshTls tls;

  DataPathProbe(Transport transport, MeshTls tls) {
    this.transport = transport.withOwnPorts();
    this.tls = tls;
  }

  /**
   * Tries it with {@code workload}, which has an identity.
   *
   * @return null when it works; else what is wrong, for people
   */
  @Nullable String failure(Workload workload) throws InterruptedException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Way way = new Way(workload);
    ChannelFuture listening = transport.server().childHandler(way).bind(any);
    try {
      if (!listening.await(MOST.toMillis(), TimeUnit.MILLISECONDS)) {
        return "no answer within " + MOST.toMillis() + " ms";
      }
      return listening.isSuccess()
          ? way.failure((InetSocketAddress) listening.channel().localAddress())
          : String.valueOf(listening.cause().getMessage());
    } finally {
      listening.addListener(done -> listening.channel().close());
    }
  }

  /** Both ends of a probe. */
  private final class Way extends ChannelInitializer<Channel> {
    private final Workload workload;
    private volatile @Nullable Inbound inbound;

    Way(Workload workload) {
      this.workload = workload;
    }

    @Override
    protected void initChannel(Channel accepted) {
      Inbound needed = inbound;
      if (needed != null) {
        InetSocketAddress local = (InetSocketAddress) accepted.localAddress();
        InboundConnection.take(needed, accepted, ProbeProgram.INSTANCE, local);
      } else {
        accepted.close();
      }
    }

    @Nullable String failure(InetSocketAddress place) throws InterruptedException {
      SpiffeId self = workload.rules().own();
      if (self == null) {
        return "no identity";
      }
      boolean plain = workload.rules().mode(place.getPort()) == MutualTlsMode.DISABLE;
      ProbedEnds ends = new ProbedEnds(plain ? null : self);
      InstantSource clock = InstantSource.system();
      Connector connector =
          new Connector(transport, workload.rules(), ends, clock, MOST, tls, new OpenOutbound());
      inbound =
          new Inbound(
              workload.rules(),
              connector,
              new OpenInbound(),
              ends,
              clock,
              tls,
              MOST,
              new ConnectionCounts(),
              false);
      Route route =
          plain
              ? new Route.Outside(place)
              : new Route.Mesh(place, new Destination.Meshed(Set.of(self), true));
      Future<Channel> opened =
          connector.open(transport.loops().next(), route, null, new ChannelInboundHandlerAdapter());
      opened.addListener(
          (Future<Channel> done) -> {
            if (done.isSuccess()) {
              done.getNow().close();
            } else {
              ends.failed(done.cause());
            }
          });
      return ends.await(MOST);
    }
  }
}
