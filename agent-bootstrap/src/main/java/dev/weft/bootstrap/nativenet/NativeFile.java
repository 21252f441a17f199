package dev.weft.bootstrap.nativenet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Where bytes of a file go that the library would have the kernel send: through the mesh. For one
 * call, on the event loop.
 */
public final class NativeFile implements WritableByteChannel {
  private static final int PIECE = 8192;

  private final Object descriptor;
  private boolean passed;

  private NativeFile(Object descriptor) {
    this.descriptor = descriptor;
  }

  /** The way to {@code descriptor}; null when the kernel may send the bytes itself. */
  public static @Nullable NativeFile to(Object descriptor) {
    NativeSocket socket = NativeSockets.of(descriptor);
    return socket == null || socket.isClosed() || socket.mesh() == null
        ? null
        : new NativeFile(descriptor);
  }

  /** Whether nothing was taken because the connection is plaintext, as its rules want it. */
  public boolean isPlain() {
    return passed;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    ByteBuffer bytes = source.isDirect() ? source.duplicate() : copy(source);
    if (!bytes.hasRemaining()) {
      return 0;
    }
    int n = NativeBytes.write(descriptor, bytes, bytes.position(), bytes.limit());
    if (n == NativeBytes.PASS) {
      passed = true;
      return 0;
    }
    source.position(source.position() + n);
    return n;
  }

  private static ByteBuffer copy(ByteBuffer source) {
    int length = Math.min(source.remaining(), PIECE);
    return ByteBuffer.allocateDirect(length).put(source.slice(source.position(), length)).flip();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {
    // The socket is the library's to close.
  }
}
