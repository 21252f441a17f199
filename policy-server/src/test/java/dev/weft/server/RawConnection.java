package dev.weft.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** An HTTP/1.1 connection on which any bytes can be sent; answers are read strictly (RFC 9112). */
final class RawConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int LONGEST_LINE = 64 * 1024;
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 ([1-5]\\d\\d)( .*)?");

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  private RawConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    this.out = socket.getOutputStream();
  }

  static RawConnection open(SSLContext tls, int port) throws IOException {
    Socket socket = tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    return new RawConnection(socket);
  }

  /** A connection of which the kernel takes in no more than about {@code receiveBuffer} bytes. */
  static RawConnection open(SSLContext tls, int port, int receiveBuffer) throws IOException {
    Socket socket = tls.getSocketFactory().createSocket();
    socket.setReceiveBufferSize(receiveBuffer);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new RawConnection(socket);
  }

  void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  void send(String latin1) throws IOException {
    send(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * The next answer.
   *
   * @param method of the request that it answers
   * @throws EOFException when the connection ended in place of an answer
   * @throws AssertionError when this is no HTTP
   */
  RawAnswer read(String method) throws IOException {
    String first = line();
    Matcher status = STATUS_LINE.matcher(first);
    if (!status.matches()) {
      throw new AssertionError("no status line: " + first);
    }
    int code = Integer.parseInt(status.group(1));
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new AssertionError("no header: " + line);
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    if (code < 200) {
      return read(method);
    }
    return new RawAnswer(code, headers, method.equals("HEAD") ? new byte[0] : body(code, headers));
  }

  /** Whether the other end closes, within the time that reads may take. */
  boolean ends() throws IOException {
    try {
      return in.read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  void patience(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  private byte[] body(int code, Map<String, String> headers) throws IOException {
    if (code == 204 || code == 304) {
      return new byte[0];
    }
    String length = headers.get("content-length");
    if (length != null) {
      return exactly(Integer.parseInt(length));
    }
    if (!"chunked".equals(headers.get("transfer-encoding"))) {
      throw new AssertionError("a body without length: " + headers);
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line(), 16);
      whole.writeBytes(exactly(size));
      if (!line().isEmpty()) {
        throw new AssertionError("a chunk is longer than it says");
      }
      if (size == 0) {
        return whole.toByteArray();
      }
    }
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the connection ended inside an answer");
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int it = in.read(); it != '\n'; it = in.read()) {
      if (it < 0) {
        throw new EOFException("the connection ended after: " + line);
      }
      if (line.length() > LONGEST_LINE) {
        throw new AssertionError("a line without end: " + line.substring(0, 80));
      }
      line.append((char) it);
    }
    if (line.length() == 0 || line.charAt(line.length() - 1) != '\r') {
      throw new AssertionError("a line without CR: " + line);
    }
    line.setLength(line.length() - 1);
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
