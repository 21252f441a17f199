package dev.weft.agent.tls.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.bootstrap.IoResult;
import dev.weft.bootstrap.MeshSocket;
import dev.weft.bootstrap.NativeMemory;
import dev.weft.bootstrap.ParkPlan;
import dev.weft.bootstrap.RawSocket;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection, used as {@code sun.nio.ch.NioSocketImpl} with the agent's hooks uses its
 * descriptor: one thread may read while another writes and a third one closes.
 */
final class SocketEnd implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  /** Bytes that the kernel takes at once: less than a record, so that many are sent in parts. */
  private static final int NARROW = 8 * 1024;

  /** A kernel that has no room for so long has none until the peer reads. */
  private static final long FULL_MILLIS = 300;

  final FileDescriptor fd;
  private final SocketChannel channel;
  private final @Nullable MeshSocket socket;
  private final Waiting waiting;
  private final long input = NativeMemory.allocate(BUFFER);
  private final long output = NativeMemory.allocate(BUFFER);
  private volatile boolean open = true;
  private final CountDownLatch parked = new CountDownLatch(1);

  /**
   * @param channel only for its descriptor; nothing else may use it
   * @param socket null for an end outside the mesh
   */
  SocketEnd(SocketChannel channel, @Nullable MeshSocket socket, Waiting waiting)
      throws IOException {
    this.channel = channel;
    this.fd = SocketPair.descriptorOf(channel);
    this.socket = socket;
    this.waiting = waiting;
    channel.setOption(StandardSocketOptions.SO_SNDBUF, NARROW);
    channel.configureBlocking(waiting.blocks);
  }

  /** Its part of the mesh, or null. */
  @Nullable MeshSocket socket() {
    return socket;
  }

  /** Up to {@code bytes.length} bytes; -1 at the end. One thread at a time. */
  int read(byte[] bytes) throws IOException {
    int length = Math.min(bytes.length, BUFFER);
    int n = tryRead(length);
    while (isToRetry(n) && open) {
      park(RawSocket.POLLIN);
      n = tryRead(length);
    }
    if (n > 0) {
      NativeMemory.toArray(input, bytes, 0, n);
    }
    return checked(n);
  }

  /** One read, whose bytes are lost, and what it returned. One thread at a time. */
  int tryRead(int length) throws IOException {
    int n = socket == null ? IoResult.PASS : socket.read(fd, input, length);
    return n == IoResult.PASS ? RawSocket.read(fd, input, length) : n;
  }

  /** All of {@code bytes[offset, offset + length)}. One thread at a time. */
  void write(byte[] bytes, int offset, int length) throws IOException {
    int at = offset;
    while (at < offset + length) {
      int part = Math.min(offset + length - at, BUFFER);
      NativeMemory.fromArray(bytes, at, output, part);
      int n = tryWrite(part);
      while (isToRetry(n) && open) {
        park(RawSocket.POLLOUT);
        n = tryWrite(part);
      }
      at += checked(n);
    }
  }

  /** Writes {@code bytes} again and again until there stays no room; how many were taken. */
  int fill(byte[] bytes) throws IOException {
    NativeMemory.fromArray(bytes, 0, output, bytes.length);
    int total = 0;
    while (RawSocket.poll(fd, RawSocket.POLLOUT, FULL_MILLIS) != 0) {
      total += Math.max(0, tryWrite(bytes.length));
    }
    return total;
  }

  private int tryWrite(int length) throws IOException {
    int n = socket == null ? IoResult.PASS : socket.write(fd, output, length);
    return n == IoResult.PASS ? RawSocket.write(fd, output, length) : n;
  }

  private static boolean isToRetry(int n) {
    return n == IoResult.UNAVAILABLE || n == IoResult.INTERRUPTED;
  }

  private int checked(int n) throws SocketException {
    if (!open || isToRetry(n)) {
      throw new SocketException("Socket closed");
    }
    return n;
  }

  private void park(int event) throws IOException {
    MeshSocket meshed = socket;
    ParkPlan plan = meshed == null ? null : meshed.planPark(fd, event, waiting.patience);
    if (meshed == null || plan == null) {
      poll(event, waiting.patience);
    } else if (!plan.waited()) {
      try {
        poll(plan.event(), plan.nanos());
      } finally {
        meshed.parked(fd);
      }
    }
  }

  /** Returns when a thread waits for the descriptor, or is about to. */
  void awaitParked(Duration patience) throws InterruptedException {
    assertThat(parked.await(patience.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
  }

  private void poll(int event, long nanos) throws IOException {
    parked.countDown();
    RawSocket.poll(fd, event, nanos == 0 ? -1 : Math.max(1, nanos / 1_000_000));
  }

  /** Says that nothing more will be written. */
  void shutdownOutput() throws IOException {
    if (socket != null) {
      socket.shuttingDownOutput(fd, false);
      if (socket.shutsDownLater(false)) {
        return;
      }
    }
    channel.shutdownOutput();
  }

  /** Ends every read and write in progress, and those to come. Any thread. */
  void abort() {
    if (open && socket != null) {
      socket.closing(fd);
    }
    open = false;
    try {
      RawSocket.shutdown(fd);
    } catch (IOException e) {
      // Not connected any more: nobody waits.
      return;
    }
  }

  /** As a close with {@code SO_LINGER} 0; to be closed all the same. */
  void reset() throws IOException {
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    if (socket != null) {
      socket.closing(fd);
    }
    open = false;
    channel.close();
  }

  /** Gives the descriptor back; no thread may be reading or writing any more. */
  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.closing(fd);
      socket.released();
    }
    open = false;
    channel.close();
    NativeMemory.free(input);
    NativeMemory.free(output);
  }
}
