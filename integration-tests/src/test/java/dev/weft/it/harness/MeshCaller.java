package dev.weft.it.harness;

import io.netty.handler.codec.http2.Http2Exception;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who sends bytes to a server: in mutual TLS as agents talk it, or in plaintext.
 * Thread-safe.
 */
public final class MeshCaller {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final int MOST_BYTES = 65_536;

  private final @Nullable SSLContext context;

  private MeshCaller(@Nullable SSLContext context) {
    this.context = context;
  }

  /** A workload of the mesh. */
  public static MeshCaller of(Credentials credentials)
      throws GeneralSecurityException, IOException {
    return new MeshCaller(credentials.context());
  }

  /** Somebody without an identity. */
  public static MeshCaller outsider() {
    return new MeshCaller(null);
  }

  /**
   * What the server sends on a connection of its own until it closes it; {@code refused} and why
   * where the mesh refuses the connection.
   *
   * @param bytes what is sent, each character a byte
   */
  public String send(int port, String bytes) {
    return send(port, bytes, PATIENCE_MILLIS);
  }

  /** As {@link #send(int, String)}, and when nothing came for so long, what came till then. */
  public String send(int port, String bytes, int millis) {
    return send(port, bytes, millis, received -> false);
  }

  /**
   * As {@link #send(int, String)}, of HTTP/2: a request is sent as a call of gRPC would be, and the
   * answer has the status, the headers and the body.
   *
   * @param request as HTTP/1.1 has it
   */
  public String call(int port, String request) throws Http2Exception {
    return Http2Text.answer(
        send(port, Http2Text.request(request), PATIENCE_MILLIS, Http2Text::isComplete));
  }

  private String send(int port, String bytes, int millis, Predicate<CharSequence> complete) {
    StringBuilder received = new StringBuilder();
    try (Socket socket = socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setSoTimeout(millis);
      OutputStream out = socket.getOutputStream();
      out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      InputStream in = socket.getInputStream();
      String refusal = context == null ? "" : verdict(in);
      if (!refusal.isEmpty()) {
        return "refused " + refusal;
      }
      while (received.length() < MOST_BYTES && !complete.test(received)) {
        int b = in.read();
        if (b < 0) {
          break;
        }
        received.append((char) b);
      }
    } catch (SocketTimeoutException e) {
      received.append(" ... ");
    } catch (IOException e) {
      received.append(" broken ").append(e.getMessage());
    }
    return received.toString();
  }

  private Socket socket() throws IOException {
    if (context == null) {
      return new Socket();
    }
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket();
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"weft/1"});
    socket.setSSLParameters(parameters);
    return socket;
  }

  /** Two bytes come before all else: the length of a refusal, 0 for none. */
  private static String verdict(InputStream in) throws IOException {
    byte[] length = in.readNBytes(2);
    if (length.length < 2) {
      throw new EOFException("no verdict");
    }
    byte[] text = in.readNBytes((length[0] & 0xff) << 8 | (length[1] & 0xff));
    return new String(text, StandardCharsets.UTF_8);
  }
}
