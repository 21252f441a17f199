package dev.weft.proxy.program;

import dev.weft.proxy.link.InboundConnection;
import dev.weft.proxy.link.Program;
import dev.weft.proxy.relay.RelayEnd;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;

/**
 * A program whose bytes nobody looks into.
 *
 * @param address where it listens
 */
record TcpProgram(InetSocketAddress address) implements Program {
  @Override
  public boolean judgesRequests() {
    return false;
  }

  @Override
  public boolean maySpeakFirst() {
    return true;
  }

  @Override
  public void serve(InboundConnection client) {
    RelayEnd far = new RelayEnd(() -> false);
    client
        .reach(address, far)
        .addListener(
            (Future<Channel> opened) -> {
              if (Reached.isReached(client, address, opened)) {
                RelayEnd near = new RelayEnd(client::isStrict);
                client.letIn(() -> client.channel().pipeline().addLast(near));
                RelayEnd.join(near, far);
              }
            });
  }
}
