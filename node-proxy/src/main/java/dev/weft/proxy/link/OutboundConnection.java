package dev.weft.proxy.link;

import dev.weft.enforcer.link.PeerTrust;
import dev.weft.enforcer.link.Vouching;
import dev.weft.enforcer.rules.ConnectionEvents;
import dev.weft.enforcer.rules.WorkloadRules;
import dev.weft.proxy.relay.RelayEnd;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;

/**
 * A connection to a workload of the mesh that has let this one in. It goes on for as long as the
 * roots in force vouch for its peer; what the directory says of its destination later is for new
 * connections.
 */
final class OutboundConnection {
  private final Channel channel;
  private final PeerTrust trust;
  private final InetSocketAddress address;
  private final WorkloadRules rules;
  private final ConnectionEvents events;

  OutboundConnection(
      Channel channel,
      PeerTrust trust,
      InetSocketAddress address,
      WorkloadRules rules,
      ConnectionEvents events) {
    this.channel = channel;
    this.trust = trust;
    this.address = address;
    this.rules = rules;
    this.events = events;
  }

  Channel channel() {
    return channel;
  }

  void recheckSoon() {
    channel
        .eventLoop()
        .execute(
            () -> {
              boolean unused = recheck();
            });
  }

  /**
   * On its event loop: cuts it if its peer is vouched for no longer, and says whether it goes on.
   */
  boolean recheck() {
    if (!channel.isOpen() || Vouching.isInForce(rules.bundle(), trust)) {
      return true;
    }
    events.refused(false, trust.peer(), address, address.getPort(), Vouching.GONE);
    RelayEnd.reset(channel);
    return false;
  }
}
