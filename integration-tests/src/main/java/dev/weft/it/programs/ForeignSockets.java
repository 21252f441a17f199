package dev.weft.it.programs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketImpl;

/** Networks past the JDK's own sockets: by a {@code SocketImpl}, a factory of them, native code. */
public final class ForeignSockets {
  private ForeignSockets() {}

  /** Arguments: the name of a class with native networking, which is loaded and not used. */
  @SuppressWarnings("deprecation") // what is deprecated is what programs may still do
  public static void main(String[] args) throws Exception {
    try (Socket one = new Socket(new OfOneSocket()) {}) {
      one.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9));
    }
    Socket.setSocketImplFactory(OfAllSockets::new);
    Class.forName(args[0], false, ForeignSockets.class.getClassLoader());
    System.out.println("done");
  }

  private static final class OfAllSockets extends OfOneSocket {}

  /** Connects to nothing. */
  private static class OfOneSocket extends SocketImpl {
    @Override
    protected void create(boolean stream) {}

    @Override
    protected void connect(String host, int port) {}

    @Override
    protected void connect(InetAddress address, int port) {}

    @Override
    protected void connect(SocketAddress address, int timeout) {}

    @Override
    protected void bind(InetAddress host, int port) {}

    @Override
    protected void listen(int backlog) {}

    @Override
    protected void accept(SocketImpl accepted) {}

    @Override
    protected InputStream getInputStream() {
      return InputStream.nullInputStream();
    }

    @Override
    protected OutputStream getOutputStream() {
      return OutputStream.nullOutputStream();
    }

    @Override
    protected int available() {
      return 0;
    }

    @Override
    protected void close() {}

    @Override
    protected void sendUrgentData(int data) throws IOException {
      throw new IOException("none");
    }

    @Override
    public void setOption(int option, Object value) {}

    @Override
    public Object getOption(int option) {
      return 0;
    }
  }
}
