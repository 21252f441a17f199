package dev.weft.enforcer.trace.grpc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * One call, with one message and an answer of which the status alone counts (gRPC,
 * PROTOCOL-HTTP2.md).
 *
 * @param server of which the scheme and the authority count
 * @param path {@code /package.Service/Method}
 * @param metadata sent along; it may be secret
 */
public record UnaryCall(URI server, String path, Map<String, String> metadata) {
  /** What both sides have to agree upon by ALPN when the connection is TLS. */
  public static final String ALPN = "h2";

  private static final int PREFIX = 5;

  /** Without the metadata. */
  @Override
  public String toString() {
    return path + " at " + server.getHost() + ":" + server.getPort();
  }

  /** Makes it, on a connection that is this call's alone. Blocks. */
  public CallStatus make(InputStream in, OutputStream out, byte[] message) throws IOException {
    Stream stream = new Stream(in, out);
    HeaderBlock head = new HeaderBlock();
    head.add(":method", "POST");
    head.add(":scheme", String.valueOf(server.getScheme()));
    head.add(":authority", server.getRawAuthority());
    head.add(":path", path);
    head.add("content-type", "application/grpc");
    head.add("te", "trailers");
    head.add("user-agent", "weft-agent");
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      head.addSensitive(entry.getKey(), entry.getValue());
    }
    stream.open(head.bytes());
    stream.send(
        ByteBuffer.allocate(PREFIX + message.length)
            .put((byte) 0)
            .putInt(message.length)
            .put(message)
            .flip());
    return stream.awaitStatus();
  }
}
