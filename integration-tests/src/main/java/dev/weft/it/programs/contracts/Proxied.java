package dev.weft.it.programs.contracts;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Sockets that reach their destination by way of a proxy, with which the JDK talks first. */
final class Proxied {
  private static final int BYTES = 300_000;

  private Proxied() {}

  static List<Check> checks() {
    return List.of(
        new Check("proxied.socks", () -> proxied(Proxy.Type.SOCKS)),
        new Check("proxied.httpConnect", () -> proxied(Proxy.Type.HTTP)));
  }

  private static void proxied(Proxy.Type type) throws Exception {
    try (ServerSocket proxy = listen();
        ServerSocket destination = listen()) {
      Background<Boolean> relaying = Background.run(() -> relay(proxy, type));
      Background<byte[]> server =
          Background.start(
              () -> {
                try (Socket accepted = destination.accept()) {
                  byte[] got = accepted.getInputStream().readNBytes(BYTES);
                  accepted.getOutputStream().write(got);
                  return got;
                }
              });
      byte[] bytes = Bytes.of(BYTES, 9);
      try (Socket client = new Socket(new Proxy(type, proxy.getLocalSocketAddress()))) {
        client.connect(destination.getLocalSocketAddress());
        client.getOutputStream().write(bytes);
        client.shutdownOutput();
        Expect.same(client.getInputStream().readAllBytes(), bytes, "back");
      }
      Expect.same(server.join(), bytes, "to the server");
      relaying.join();
    }
  }

  private static ServerSocket listen() throws IOException {
    // Without a name, which a proxy would be asked for, and may resolve to the other family.
    byte[] loopback = InetAddress.getLoopbackAddress().getAddress();
    return new ServerSocket(0, 50, InetAddress.getByAddress(loopback));
  }

  private static void relay(ServerSocket proxy, Proxy.Type type) throws Exception {
    try (Socket client = proxy.accept();
        Socket onward = new Socket(Proxy.NO_PROXY)) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      OutputStream out = client.getOutputStream();
      if (type == Proxy.Type.SOCKS) {
        onward.connect(socksDestination(in, out));
        // Granted, and where it comes from, which nobody looks at (RFC 1928, section 6).
        out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
      } else {
        onward.connect(httpDestination(in));
        out.write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      Background<Boolean> back =
          Background.run(
              () -> {
                onward.getInputStream().transferTo(out);
                client.shutdownOutput();
              });
      in.transferTo(onward.getOutputStream());
      onward.shutdownOutput();
      back.join();
    }
  }

  private static InetSocketAddress socksDestination(DataInputStream in, OutputStream out)
      throws IOException {
    Expect.equal(in.readUnsignedByte(), 5, "version");
    in.readFully(new byte[in.readUnsignedByte()]);
    out.write(new byte[] {5, 0});
    in.readFully(new byte[3]);
    byte[] address = new byte[in.readUnsignedByte() == 1 ? 4 : 16];
    in.readFully(address);
    return new InetSocketAddress(InetAddress.getByAddress(address), in.readUnsignedShort());
  }

  private static InetSocketAddress httpDestination(DataInputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    String target = head.substring("CONNECT ".length(), head.indexOf(" HTTP/"));
    int colon = target.lastIndexOf(':');
    return new InetSocketAddress(
        target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)));
  }
}
