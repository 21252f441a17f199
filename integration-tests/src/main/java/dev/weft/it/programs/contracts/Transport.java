package dev.weft.it.programs.contracts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.Function;

/** The JDK's kinds of stream sockets. */
enum Transport {
  /** {@code java.net.Socket}. */
  SOCKET {
    @Override
    End connect(InetSocketAddress server) throws IOException {
      Socket socket = new Socket();
      socket.connect(server);
      return new SocketEnd(socket);
    }

    @Override
    Acceptor listen(int port) throws IOException {
      return acceptor(new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress()));
    }
  },
  /** The sockets of channels. */
  ADAPTOR {
    @Override
    End connect(InetSocketAddress server) throws IOException {
      Socket socket = SocketChannel.open().socket();
      socket.connect(server);
      return new SocketEnd(socket);
    }

    @Override
    Acceptor listen(int port) throws IOException {
      return acceptor(serverChannel(port).socket());
    }
  },
  /** Blocking channels. */
  CHANNEL {
    @Override
    End connect(InetSocketAddress server) throws IOException {
      return new ChannelEnd(SocketChannel.open(server));
    }

    @Override
    Acceptor listen(int port) throws IOException {
      return acceptor(serverChannel(port), ChannelEnd::new);
    }
  },
  /** Blocking channels, with vectors of direct buffers. */
  VECTOR {
    @Override
    End connect(InetSocketAddress server) throws IOException {
      return new VectorEnd(SocketChannel.open(server));
    }

    @Override
    Acceptor listen(int port) throws IOException {
      return acceptor(serverChannel(port), VectorEnd::new);
    }
  },
  /** Non-blocking channels with selectors. */
  SELECTOR {
    @Override
    End connect(InetSocketAddress server) throws IOException {
      return SelectorEnd.connect(server);
    }

    @Override
    Acceptor listen(int port) throws IOException {
      return acceptor(serverChannel(port), SelectorEnd::of);
    }
  },
  /** Asynchronous channels. */
  ASYNC {
    @Override
    End connect(InetSocketAddress server) throws IOException {
      AsynchronousSocketChannel channel = AsynchronousSocketChannel.open(AsyncEnd.GROUP);
      AsyncEnd.await(channel.connect(server));
      return new AsyncEnd(channel);
    }

    @Override
    Acceptor listen(int port) throws IOException {
      AsynchronousServerSocketChannel server = AsynchronousServerSocketChannel.open(AsyncEnd.GROUP);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
      return new Acceptor() {
        @Override
        public InetSocketAddress address() throws IOException {
          return (InetSocketAddress) server.getLocalAddress();
        }

        @Override
        public End accept() throws IOException {
          return new AsyncEnd(AsyncEnd.await(server.accept()));
        }

        @Override
        public void close() throws IOException {
          server.close();
        }
      };
    }
  };

  private static final int BACKLOG = 250;

  /** A new end, connected to {@code server}. */
  abstract End connect(InetSocketAddress server) throws IOException;

  /** A new listener on {@code port} of loopback; 0 for any. */
  abstract Acceptor listen(int port) throws IOException;

  Acceptor listen() throws IOException {
    return listen(0);
  }

  /** A server channel that listens on any port of loopback. */
  static ServerSocketChannel serverChannel() throws IOException {
    return serverChannel(0);
  }

  static ServerSocketChannel serverChannel(int port) throws IOException {
    return ServerSocketChannel.open()
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
  }

  static Acceptor acceptor(ServerSocket server) {
    return new Acceptor() {
      @Override
      public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
      }

      @Override
      public End accept() throws IOException {
        return new SocketEnd(server.accept());
      }

      @Override
      public void close() throws IOException {
        server.close();
      }
    };
  }

  static Acceptor acceptor(ServerSocketChannel server, Function<SocketChannel, ? extends End> end) {
    return new Acceptor() {
      @Override
      public InetSocketAddress address() throws IOException {
        return (InetSocketAddress) server.getLocalAddress();
      }

      @Override
      public End accept() throws IOException {
        return end.apply(server.accept());
      }

      @Override
      public void close() throws IOException {
        server.close();
      }
    };
  }
}
