package dev.weft.proxy.link;

import dev.weft.core.directory.IpLiteral;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** A client's channel in memory, from an address of the Internet's. */
final class ClientChannel extends EmbeddedChannel {
  @Override
  protected @Nullable SocketAddress remoteAddress0() {
    return isActive() ? new InetSocketAddress(IpLiteral.parse("127.0.0.1"), 40000) : null;
  }
}
