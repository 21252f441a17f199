package dev.weft.proxy.node;

import dev.weft.core.identity.SpiffeId;
import dev.weft.proxy.link.Inbound;
import dev.weft.proxy.link.InboundConnection;
import dev.weft.proxy.link.Program;
import dev.weft.proxy.program.Programs;
import dev.weft.proxy.settings.PodSpec;
import dev.weft.proxy.workload.Workload;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.Set;

/**
 * A pod of this node.
 *
 * @param workload whose it is
 * @param spec its addresses and ports
 * @param inbound what connections to it need
 * @param programs makes what its ports lead to
 * @param outbound takes on what it opens
 */
public record Pod(
    Workload workload, PodSpec spec, Inbound inbound, Programs programs, PodOutbound outbound) {
  String name() {
    return workload.spec().name();
  }

  /** Takes on {@code client}, which was on its way to this pod. */
  void take(Channel client) {
    InboundConnection.take(inbound, client, program(client));
  }

  /**
   * Takes on {@code client}, which another pod of this node has opened to this one.
   *
   * @param peer who that pod is
   * @param expected to whom it may talk there
   */
  void takeLocal(Channel client, SpiffeId peer, Set<SpiffeId> expected) {
    InboundConnection.takeLocal(inbound, client, program(client), peer, expected);
  }

  private Program program(Channel client) {
    InetSocketAddress address = (InetSocketAddress) client.localAddress();
    return programs.of(spec.protocol(address.getPort()), address);
  }
}
