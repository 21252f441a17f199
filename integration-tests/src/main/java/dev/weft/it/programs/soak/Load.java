package dev.weft.it.programs.soak;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Random;

/** One kind of load, on one thread. */
interface Load {
  /** Between two exchanges: a soak is to last, and not to be a contest. */
  long PAUSE_MILLIS = 4;

  /** One exchange; how many bytes came back. */
  long once() throws IOException;

  /** Bytes that nobody can guess. */
  static byte[] bytes(Random random, int most) {
    byte[] bytes = new byte[1 + random.nextInt(most)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Fails when something else came back than was sent. */
  static long same(byte[] sent, byte[] received) throws IOException {
    if (!Arrays.equals(sent, received)) {
      throw new IOException(
          "%d bytes that differ (expected: the %d that were sent)"
              .formatted(received.length, sent.length));
    }
    return received.length;
  }

  /** A new connection of a blocking socket for every message. */
  final class Churn implements Load {
    private final Random random = new Random(1);
    private final int port;

    Churn(int port) {
      this.port = port;
    }

    @Override
    public long once() throws IOException {
      byte[] message = bytes(random, 3_000);
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.getOutputStream().write(message);
        return same(message, socket.getInputStream().readNBytes(message.length));
      }
    }
  }

  /** A new connection of a channel for every message. */
  final class ChannelChurn implements Load {
    private final Random random = new Random(2);
    private final InetSocketAddress address;

    ChannelChurn(int port) {
      this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public long once() throws IOException {
      byte[] message = bytes(random, 3_000);
      try (SocketChannel channel = SocketChannel.open(address)) {
        ByteBuffer out = ByteBuffer.wrap(message);
        while (out.hasRemaining()) {
          channel.write(out);
        }
        ByteBuffer in = ByteBuffer.allocate(message.length);
        while (in.hasRemaining() && channel.read(in) >= 0) {
          // A part of it may come at a time.
        }
        return same(message, Arrays.copyOf(in.array(), in.position()));
      }
    }
  }

  /** Requests on connections that are kept. */
  final class Requests implements Load {
    private final Random random = new Random(3);
    private final URI address;

    Requests(int port) {
      this.address = URI.create("http://127.0.0.1:" + port + "/");
    }

    @Override
    public long once() throws IOException {
      byte[] message = bytes(random, 3_000);
      HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(message.length);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(message);
      }
      try (InputStream in = connection.getInputStream()) {
        return same(message, in.readAllBytes());
      }
    }
  }

  /** Some megabytes on one connection, both ways at once. */
  final class Bulk implements Load {
    private final Random random = new Random(4);
    private final int port;

    Bulk(int port) {
      this.port = port;
    }

    @Override
    public long once() throws IOException {
      byte[] message = bytes(random, 4 << 20);
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        Thread writer = new Thread(() -> write(socket, message), "bulk-writer");
        writer.start();
        return same(message, socket.getInputStream().readNBytes(message.length));
      }
    }

    private static void write(Socket socket, byte[] message) {
      try {
        socket.getOutputStream().write(message);
      } catch (IOException e) {
        // Who reads gets less than was sent then, and says so.
        return;
      }
    }
  }
}
