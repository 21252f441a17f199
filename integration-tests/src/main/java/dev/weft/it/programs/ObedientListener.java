package dev.weft.it.programs;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Opens one server socket at a time, as its standard input says: {@code open KIND PORT} ({@code
 * socket}, {@code channel}, {@code adaptor}, {@code async}; port 0 for any) and {@code close}. It
 * answers each line with {@code NUMBER PORT} (0 for none) or {@code NUMBER failed}, numbered from
 * 1.
 */
public final class ObedientListener {
  private @Nullable Closeable open;

  private ObedientListener() {}

  /** No arguments. */
  public static void main(String[] args) throws IOException {
    ObedientListener listener = new ObedientListener();
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      int number = 1;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(number++ + " " + listener.answer(line.split(" ", -1)));
      }
    }
  }

  private String answer(String[] command) {
    try {
      if (command[0].equals("open")) {
        return Integer.toString(open(command[1], Integer.parseInt(command[2])));
      }
      Closeable closing = open;
      if (closing != null) {
        closing.close();
      }
      return "0";
    } catch (IOException e) {
      return "failed";
    }
  }

  private int open(String kind, int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    switch (kind) {
      case "socket" -> {
        ServerSocket server = new ServerSocket();
        open = server;
        server.bind(address);
        return server.getLocalPort();
      }
      case "channel" -> {
        ServerSocketChannel server = ServerSocketChannel.open();
        open = server;
        return port(server.bind(address).getLocalAddress());
      }
      case "adaptor" -> {
        ServerSocketChannel server = ServerSocketChannel.open();
        open = server;
        server.socket().bind(address);
        return port(server.getLocalAddress());
      }
      default -> {
        AsynchronousServerSocketChannel server = AsynchronousServerSocketChannel.open();
        open = server;
        return port(server.bind(address).getLocalAddress());
      }
    }
  }

  private static int port(SocketAddress address) {
    return ((InetSocketAddress) address).getPort();
  }
}
