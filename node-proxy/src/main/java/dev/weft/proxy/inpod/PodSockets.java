package dev.weft.proxy.inpod;

import dev.weft.proxy.net.Sockets;
import dev.weft.proxy.netns.NetworkNamespace;
import io.netty.channel.ChannelException;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of a pod, whose network namespace may go and come again. While it is away there are
 * none: never one of the node's instead. Safe for any thread.
 */
final class PodSockets implements Sockets {
  private volatile @Nullable NetworkNamespace namespace;

  /** The namespace is there, or with null away. */
  void are(@Nullable NetworkNamespace entered) {
    namespace = entered;
  }

  @Nullable NetworkNamespace namespace() {
    return namespace;
  }

  @Override
  public ServerSocketChannel server() {
    return required().server();
  }

  @Override
  public SocketChannel client() {
    return required().client();
  }

  private NetworkNamespace required() {
    NetworkNamespace entered = namespace;
    if (entered == null) {
      throw new ChannelException("the pod's network namespace is not there");
    }
    return entered;
  }
}
