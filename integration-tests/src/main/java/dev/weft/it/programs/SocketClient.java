package dev.weft.it.programs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** A client on blocking sockets: one thread writes while the other reads. */
public final class SocketClient {
  private SocketClient() {}

  /** Arguments: PORT MARKER THREADS, where THREADS is {@code platform} or {@code virtual}. */
  public static void main(String[] args) throws Exception {
    ExecutorService executor = Threads.of(args[2]);
    Rounds.run(args, executor, port -> new SocketSession(port, executor));
  }

  private static final class SocketSession implements Session {
    private final Socket socket;
    private final ExecutorService executor;

    SocketSession(int port, ExecutorService executor) throws IOException {
      this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
      this.executor = executor;
    }

    @Override
    public byte[] exchange(byte[] message) throws Exception {
      Future<?> writing =
          executor.submit(
              () -> {
                socket.getOutputStream().write(message);
                return null;
              });
      byte[] received = socket.getInputStream().readNBytes(message.length);
      writing.get();
      return received;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
