package dev.weft.it.programs.contracts;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A {@link Socket}. */
record SocketEnd(Socket socket) implements End {
  @Override
  public int read(ByteBuffer target) throws IOException {
    int n =
        socket
            .getInputStream()
            .read(target.array(), target.arrayOffset() + target.position(), target.remaining());
    if (n > 0) {
      target.position(target.position() + n);
    }
    return n;
  }

  @Override
  public void write(ByteBuffer source) throws IOException {
    socket
        .getOutputStream()
        .write(source.array(), source.arrayOffset() + source.position(), source.remaining());
    source.position(source.limit());
  }

  @Override
  public void shutdownOutput() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
