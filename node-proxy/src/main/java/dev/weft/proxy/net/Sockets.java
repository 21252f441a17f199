package dev.weft.proxy.net;

import dev.weft.proxy.settings.TransportChoice;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;

/** Makes sockets, which belong to no event loop yet. Safe for any thread. */
public interface Sockets {
  /** Epoll's, of this process's network namespace. */
  Sockets EPOLL =
      new Sockets() {
        @Override
        public ServerSocketChannel server() {
          return new EpollServerSocketChannel();
        }

        @Override
        public SocketChannel client() {
          return new EpollSocketChannel();
        }
      };

  /** Those of io_uring. */
  Sockets IO_URING =
      new Sockets() {
        @Override
        public ServerSocketChannel server() {
          return new IoUringServerSocketChannel();
        }

        @Override
        public SocketChannel client() {
          return new IoUringSocketChannel();
        }
      };

  /** The JDK's. */
  Sockets NIO =
      new Sockets() {
        @Override
        public ServerSocketChannel server() {
          return new NioServerSocketChannel();
        }

        @Override
        public SocketChannel client() {
          return new NioSocketChannel();
        }
      };

  /** Those of this process's network namespace that loops of {@code choice} serve. */
  static Sockets of(TransportChoice choice) {
    return switch (choice) {
      case EPOLL -> EPOLL;
      case IO_URING -> IO_URING;
      case NIO -> NIO;
    };
  }

  /**
   * One that accepts connections.
   *
   * @throws io.netty.channel.ChannelException when there is none to be had
   */
  ServerSocketChannel server();

  /**
   * One that opens a connection.
   *
   * @throws io.netty.channel.ChannelException when there is none to be had
   */
  SocketChannel client();
}
