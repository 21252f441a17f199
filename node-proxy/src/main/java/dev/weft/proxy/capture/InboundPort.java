package dev.weft.proxy.capture;

import dev.weft.proxy.link.Inbound;
import dev.weft.proxy.link.InboundConnection;
import dev.weft.proxy.link.Program;
import dev.weft.proxy.net.Direction;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;

/**
 * Connections to a workload's port in the mesh.
 *
 * @param inbound what they need
 * @param program the workload's program
 */
record InboundPort(Inbound inbound, Program program) implements Capture {
  @Override
  public Direction direction() {
    return Direction.INBOUND;
  }

  @Override
  public void take(Channel accepted) {
    InboundConnection.take(inbound, accepted, program, (InetSocketAddress) accepted.localAddress());
  }
}
