package dev.weft.proxy.captured;

import dev.weft.core.identity.SpiffeId;
import dev.weft.proxy.link.Inbound;
import dev.weft.proxy.link.InboundConnection;
import dev.weft.proxy.link.Program;
import dev.weft.proxy.program.Programs;
import dev.weft.proxy.settings.CaptureSpec;
import dev.weft.proxy.workload.Workload;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.Set;

/**
 * A workload under capture.
 *
 * @param workload whose connections they are
 * @param spec by what the kernel knows them, and its ports
 * @param inbound what connections to it need
 * @param programs makes what its ports lead to
 * @param outbound takes on what it opens
 */
public record Captured(
    Workload workload,
    CaptureSpec spec,
    Inbound inbound,
    Programs programs,
    CapturedOutbound outbound) {
  /** What it is called. */
  public String name() {
    return workload.spec().name();
  }

  /** Takes on {@code client}, which was on its way to {@code place} of this workload. */
  public void take(Channel client, InetSocketAddress place) {
    InboundConnection.take(inbound, client, program(place), place);
  }

  /** As {@link #take}, where another workload of this proxy has opened {@code client}. */
  void takePlainLocal(Channel client, InetSocketAddress place) {
    InboundConnection.takePlainLocal(inbound, client, program(place), place);
  }

  /**
   * Takes on {@code client}, which another workload of this proxy has opened to {@code place} of
   * this one.
   *
   * @param peer who that is
   * @param expected to whom it may talk there
   */
  void takeLocal(Channel client, InetSocketAddress place, SpiffeId peer, Set<SpiffeId> expected) {
    InboundConnection.takeLocal(inbound, client, program(place), place, peer, expected);
  }

  private Program program(InetSocketAddress place) {
    return programs.of(spec.protocol(place.getPort()), place);
  }
}
