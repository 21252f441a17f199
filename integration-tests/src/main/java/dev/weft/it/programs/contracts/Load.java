package dev.weft.it.programs.contracts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Many connections. */
// Closing before the end, or not using a resource otherwise, is what many checks are about.
@SuppressWarnings("try")
final class Load {
  private static final int CHURN = 500;
  private static final int IDLE = 200;

  private Load() {}

  static List<Check> checks() {
    return List.of(
        new Check("load.churn_someAbrupt", Load::churn), new Check("load.idle", Load::idle));
  }

  private static void churn() throws Exception {
    ExecutorService servers = Executors.newCachedThreadPool();
    ExecutorService clients = Executors.newFixedThreadPool(16);
    try (ServerSocket listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress())) {
      Background<Boolean> acceptor = Background.run(() -> serve(listener, servers));
      List<Future<Boolean>> calls = new ArrayList<>();
      for (int i = 0; i < CHURN; i++) {
        int number = i;
        calls.add(clients.submit(() -> call(listener.getLocalPort(), number)));
      }
      for (Future<Boolean> call : calls) {
        Expect.that(call.get(50, TimeUnit.SECONDS), "a call");
      }
      listener.close();
      Expect.failsLike(IOException.class, acceptor::join);
    } finally {
      clients.shutdownNow();
      servers.shutdownNow();
    }
  }

  private static void serve(ServerSocket listener, ExecutorService threads) throws IOException {
    while (true) {
      Socket socket = listener.accept();
      threads.execute(
          () -> {
            try (socket) {
              socket.getInputStream().transferTo(socket.getOutputStream());
            } catch (IOException e) {
              // An abrupt client; those that are not find out by what they get back.
            }
          });
    }
  }

  private static boolean call(int port, int number) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      byte[] bytes = Bytes.of(1 + number * 13 % 5_000, number);
      if (number % 7 == 0) {
        socket.setSoLinger(true, 0);
        if (number % 2 == 0) {
          socket.getOutputStream().write(bytes);
        }
        return true;
      }
      socket.getOutputStream().write(bytes);
      Expect.same(socket.getInputStream().readNBytes(bytes.length), bytes, "echo " + number);
      return true;
    }
  }

  /** Connections that are open together, each used before and after the others were opened. */
  private static void idle() throws Exception {
    ExecutorService servers = Executors.newCachedThreadPool();
    List<Socket> sockets = new ArrayList<>();
    try (ServerSocket listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress())) {
      Background<Boolean> acceptor = Background.run(() -> serve(listener, servers));
      for (int i = 0; i < IDLE; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort());
        sockets.add(socket);
        echo(socket, i);
      }
      for (int i = 0; i < IDLE; i++) {
        echo(sockets.get(i), IDLE - i);
      }
      listener.close();
      Expect.failsLike(IOException.class, acceptor::join);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
      servers.shutdownNow();
    }
  }

  private static void echo(Socket socket, int number) throws IOException {
    byte[] bytes = Bytes.of(100, number);
    socket.getOutputStream().write(bytes);
    Expect.same(socket.getInputStream().readNBytes(100), bytes, "echo " + number);
  }
}
