package dev.weft.it.contracts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A relay that treats each connection as badly as a network, or somebody on it, may. */
final class HostileRelay implements AutoCloseable {
  /** What it does. */
  enum Malice {
    /** Passes every byte on by itself, at the beginning, and odd pieces later. */
    SLICES,
    /** Passes pieces of any size on, with pauses between them. */
    STALLS,
    /** Ends both directions after some byte of one. */
    CUT,
    /** Resets the connection after some byte. */
    RESET,
    /** Changes one byte. */
    FLIP,
    /** Says something else before the client's first byte. */
    GARBAGE
  }

  private final ServerSocket listener;
  private final Malice malice;
  private final long seed;
  private final int target;
  private final AtomicInteger count = new AtomicInteger();

  HostileRelay(Malice malice, long seed, int target) throws IOException {
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.malice = malice;
    this.seed = seed;
    this.target = target;
    start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        int number = count.getAndIncrement();
        // One direction is maltreated and the other left alone, where a byte of it is meant.
        start(new Direction(client, server, number, true));
        start(new Direction(server, client, number, false));
      } catch (IOException e) {
        // The relay was closed, or the server is gone: the client sees that.
      }
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "hostile-relay");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private final class Direction implements Runnable {
    private final Socket from;
    private final Socket to;
    private final Random random;
    private final boolean up;
    private final int victim;
    private int passed;

    Direction(Socket from, Socket to, int number, boolean up) {
      this.from = from;
      this.to = to;
      this.up = up;
      this.random = new Random(seed * 1_000 + number * 2L + (up ? 1 : 0));
      // Of each three connections one is hit in the handshake, one soon after, one anywhere.
      int range = number % 3 == 0 ? 1_500 : number % 3 == 1 ? 6_000 : 60_000;
      boolean hit = (number / 3 % 2 == 0) == up;
      this.victim = hit ? random.nextInt(range) : Integer.MAX_VALUE;
    }

    @Override
    public void run() {
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        if (malice == Malice.GARBAGE && up) {
          byte[] garbage = new byte[1 + random.nextInt(400)];
          random.nextBytes(garbage);
          out.write(garbage);
        }
        byte[] buffer = new byte[40_000];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          pass(buffer, n, out);
        }
        to.shutdownOutput();
      } catch (IOException e) {
        close(malice == Malice.RESET);
      }
    }

    private void pass(byte[] buffer, int size, OutputStream out) throws IOException {
      switch (malice) {
        case SLICES, STALLS -> slices(buffer, size, out);
        case FLIP -> {
          if (victim >= passed && victim < passed + size) {
            buffer[victim - passed] ^= (byte) (1 << random.nextInt(8));
          }
          out.write(buffer, 0, size);
        }
        case CUT, RESET -> {
          boolean hit = victim >= passed && victim < passed + size;
          out.write(buffer, 0, hit ? victim - passed : size);
          if (hit) {
            close(malice == Malice.RESET);
            throw new IOException("cut at byte " + victim);
          }
        }
        case GARBAGE -> out.write(buffer, 0, size);
      }
      passed += size;
    }

    private void slices(byte[] buffer, int size, OutputStream out) throws IOException {
      int at = 0;
      while (at < size) {
        boolean beginning = malice == Malice.SLICES && passed + at < 4_000;
        int n = beginning ? 1 : Math.min(size - at, 1 + random.nextInt(9_000));
        out.write(buffer, at, n);
        at += n;
        if (malice == Malice.STALLS) {
          LockSupport.parkNanos(random.nextInt(3_000_000));
        }
      }
    }

    private void close(boolean reset) {
      try {
        if (reset) {
          from.setSoLinger(true, 0);
          to.setSoLinger(true, 0);
        }
        from.close();
        to.close();
      } catch (IOException e) {
        // Closed already by the other direction.
      }
    }
  }
}
