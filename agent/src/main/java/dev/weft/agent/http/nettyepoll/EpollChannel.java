package dev.weft.agent.http.nettyepoll;

import dev.weft.bootstrap.nativenet.NativeSockets;
import dev.weft.bootstrap.nativenet.NativeTransport;
import dev.weft.bootstrap.nativenet.Reading;
import io.netty.channel.Channel;
import io.netty.channel.epoll.Native;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;

/** One of Netty's channels on epoll, as the mesh needs it; and what woven channels call. */
public final class EpollChannel implements NativeTransport {
  private final Channel channel;

  private EpollChannel(Channel channel) {
    this.channel = channel;
  }

  /** A channel for one TCP connection was made. */
  public static void opened(Object made) {
    Channel channel = (Channel) made;
    var descriptor = ((UnixChannel) made).fd();
    NativeSockets.opened(
        descriptor, descriptor.intValue(), new EpollChannel(channel), channel.isActive());
  }

  /** A channel for a TCP server was made. */
  public static void serverOpened(Object made) {
    var descriptor = ((UnixChannel) made).fd();
    NativeSockets.serverOpened(descriptor, descriptor.intValue(), ((Channel) made).isActive());
  }

  @Override
  public void execute(Runnable task) {
    channel.eventLoop().execute(task);
  }

  @Override
  public void modify(int epoll, int number, int events) throws IOException {
    Native.epollCtlMod(epoll, number, events);
  }

  @Override
  public void read() {
    ((Reading) channel.unsafe()).weftRead();
  }
}
