package dev.weft.bootstrap.nativenet;

import dev.weft.bootstrap.IoResult;
import dev.weft.bootstrap.IoVector;
import dev.weft.bootstrap.MeshSocket;
import dev.weft.bootstrap.NativeMemory;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * What woven descriptors of a native transport call for every byte that comes or goes. Results are
 * the library's: a count, 0 when nothing can be done now, -1 at the end; or {@link #PASS}.
 */
public final class NativeBytes {
  /** The library's own code goes on. */
  public static final int PASS = Integer.MIN_VALUE;

  private static final int NOTHING_NOW = 0;

  private NativeBytes() {}

  /** Reads to {@code length} bytes of native memory at {@code address}. */
  public static int read(Object descriptor, long address, int length) throws IOException {
    NativeSocket socket = NativeSockets.of(descriptor);
    MeshSocket mesh = socket == null ? null : mesh(socket);
    return socket == null || mesh == null || length <= 0
        ? PASS
        : read(socket, mesh, address, length);
  }

  /**
   * Until nothing is left or the memory is full: an event loop that is told once for each change
   * takes less than that for a sign that the kernel has nothing more.
   */
  private static int read(NativeSocket socket, MeshSocket mesh, long address, int length)
      throws IOException {
    socket.readBegins();
    int total = 0;
    while (total < length) {
      int n;
      try {
        n = mesh.read(socket.fd(), address + total, length - total);
      } catch (IOException e) {
        if (total == 0) {
          socket.ended();
          throw e;
        }
        socket.leftSome();
        return total;
      }
      if (n > 0) {
        total += n;
      } else if (n == IoResult.UNAVAILABLE) {
        break;
      } else if (n != IoResult.INTERRUPTED) {
        if (total == 0) {
          if (n == IoResult.PASS) {
            return PASS;
          }
          socket.ended();
          return n;
        }
        socket.leftSome();
        break;
      }
    }
    return total;
  }

  /** As {@link #read(Object, long, int)}, from {@code position} to {@code limit} of a buffer. */
  public static int read(Object descriptor, @Nullable ByteBuffer buffer, int position, int limit)
      throws IOException {
    return buffer == null || !isMeshed(descriptor)
        ? PASS
        : read(descriptor, address(buffer) + position, limit - position);
  }

  /** Writes {@code length} bytes of native memory at {@code address}. */
  public static int write(Object descriptor, long address, int length) throws IOException {
    NativeSocket socket = NativeSockets.of(descriptor);
    MeshSocket mesh = socket == null ? null : mesh(socket);
    if (socket == null || mesh == null || length <= 0) {
      return PASS;
    }
    int n = IoResult.INTERRUPTED;
    while (n == IoResult.INTERRUPTED) {
      n = mesh.write(socket.fd(), address, length);
    }
    return n == IoResult.PASS ? PASS : Math.max(n, NOTHING_NOW);
  }

  /** As {@link #write(Object, long, int)}, from {@code position} to {@code limit} of a buffer. */
  public static int write(Object descriptor, @Nullable ByteBuffer buffer, int position, int limit)
      throws IOException {
    return buffer == null || !isMeshed(descriptor)
        ? PASS
        : write(descriptor, address(buffer) + position, limit - position);
  }

  /** Writes {@code count} pieces of native memory, which the vector at {@code vector} names. */
  public static long writev(Object descriptor, long vector, int count) throws IOException {
    NativeSocket socket = NativeSockets.of(descriptor);
    MeshSocket mesh = socket == null ? null : mesh(socket);
    if (socket == null || mesh == null || count <= 0) {
      return PASS;
    }
    long n = IoResult.INTERRUPTED;
    while (n == IoResult.INTERRUPTED) {
      n = mesh.writev(socket.fd(), new IoVector(vector, count));
    }
    return n == IoResult.PASS ? PASS : Math.max(n, NOTHING_NOW);
  }

  /** Writes what remains of {@code count} buffers, {@code most} bytes at most. */
  public static long writev(
      Object descriptor, ByteBuffer @Nullable [] buffers, int offset, int count, long most)
      throws IOException {
    if (buffers == null || !isMeshed(descriptor)) {
      return PASS;
    }
    long total = 0;
    for (int i = offset; i < offset + count && total < most; i++) {
      ByteBuffer buffer = buffers[i];
      int length = (int) Math.min(buffer.remaining(), most - total);
      if (length == 0) {
        continue;
      }
      int n = write(descriptor, address(buffer) + buffer.position(), length);
      if (n == PASS) {
        return total == 0 ? PASS : total;
      }
      total += n;
      if (n < length) {
        break;
      }
    }
    return total;
  }

  /**
   * A closed one's number may be another's already, and of one that is not connected nobody has
   * decided yet what becomes of its bytes.
   */
  private static @Nullable MeshSocket mesh(NativeSocket socket) throws IOException {
    if (socket.isClosed()) {
      throw new ClosedChannelException();
    }
    MeshSocket mesh = socket.mesh();
    if (mesh == null && !socket.isConnected()) {
      throw new SocketException("socket: not connected (expected: a connected one)");
    }
    return mesh;
  }

  private static boolean isMeshed(Object descriptor) {
    NativeSocket socket = NativeSockets.of(descriptor);
    return socket != null && (socket.mesh() != null || !socket.isConnected());
  }

  /** Native code takes direct buffers only. */
  private static long address(ByteBuffer buffer) throws IOException {
    if (!buffer.isDirect()) {
      throw new IOException("buffer: on the heap (expected: a direct one)");
    }
    return NativeMemory.address(buffer);
  }
}
