package dev.weft.proxy.node;

import dev.weft.proxy.capture.Capture;
import dev.weft.proxy.capture.Listeners;
import dev.weft.proxy.captured.Captured;
import dev.weft.proxy.captured.Capturing;
import dev.weft.proxy.captured.Pods;
import dev.weft.proxy.net.Ipv6;
import dev.weft.proxy.settings.CaptureSettings;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Takes on the connections that the kernel diverts: those that pods of this node open, and those
 * that are opened to them. What a connection was meant for is its local address here, and who
 * opened it its remote address. Safe for any thread.
 */
final class NodeCapture {
  private final Pods pods;
  private final Capturing capturing;

  NodeCapture(Pods pods, Capturing capturing) {
    this.pods = pods;
    this.capturing = capturing;
  }

  /**
   * Opens the listeners, on loopback: the kernel hands them connections all the same, and nobody
   * else can reach them.
   *
   * @throws IOException when one cannot be opened, for want of CAP_NET_ADMIN for example
   */
  void open(Listeners listeners, CaptureSettings settings) throws IOException {
    listeners.openTransparent(at("127.0.0.1", settings.outboundPort()), this::outbound);
    listeners.openTransparent(
        at("127.0.0.1", settings.inboundPort()), Capture.inbound(this::inbound));
    if (Ipv6.isThere()) {
      listeners.openTransparent(at("::1", settings.outboundPort()), this::outbound);
      listeners.openTransparent(at("::1", settings.inboundPort()), Capture.inbound(this::inbound));
    }
  }

  private void outbound(Channel accepted) {
    InetSocketAddress from = (InetSocketAddress) accepted.remoteAddress();
    InetSocketAddress to = (InetSocketAddress) accepted.localAddress();
    @Nullable Captured pod = pods.find(from.getAddress());
    if (pod == null || to.getAddress().isLoopbackAddress()) {
      capturing.refuseStray(accepted, "outbound", to);
    } else {
      pod.outbound().take(accepted, to);
    }
  }

  private void inbound(Channel accepted) {
    InetSocketAddress to = (InetSocketAddress) accepted.localAddress();
    @Nullable Captured pod = pods.find(to.getAddress());
    if (pod == null) {
      capturing.refuseStray(accepted, "inbound", to);
    } else {
      pod.take(accepted, to);
    }
  }

  private static InetSocketAddress at(String address, int port) {
    try {
      return new InetSocketAddress(InetAddress.getByName(address), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(address + " is no address", e);
    }
  }
}
