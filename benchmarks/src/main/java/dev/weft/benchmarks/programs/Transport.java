package dev.weft.benchmarks.programs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** How the programs get their sockets. */
public interface Transport {
  /** The argument that means no TLS; any other is a folder of key stores. */
  String PLAIN = "plain";

  /** Before the folder: no session is resumed. */
  String IN_FULL = "full:";

  /** The transport that an argument names. */
  static Transport of(String argument, Role role) throws GeneralSecurityException, IOException {
    if (argument.equals(PLAIN)) {
      return new Plain();
    }
    boolean inFull = argument.startsWith(IN_FULL);
    Path folder = Path.of(inFull ? argument.substring(IN_FULL.length()) : argument);
    return new JsseTransport(folder, role, !inFull);
  }

  /** A connection to {@code port} of this machine. */
  Socket connect(int port) throws IOException;

  /** A listener on a free port of this machine. */
  ServerSocket listen() throws IOException;

  /** Sockets as they are. */
  record Plain() implements Transport {
    @Override
    public Socket connect(int port) throws IOException {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      return socket;
    }

    @Override
    public ServerSocket listen() throws IOException {
      ServerSocket listener = new ServerSocket();
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return listener;
    }
  }
}
