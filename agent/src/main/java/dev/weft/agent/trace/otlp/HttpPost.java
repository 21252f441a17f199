package dev.weft.agent.trace.otlp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Posts one message by HTTP/1.1 on a connection of its own. To be called on an agent thread, whose
 * connections the mesh leaves alone. The JDK's clients would be traced themselves, start threads
 * and use the program's proxies and authenticators.
 */
final class HttpPost {
  private static final int MAX_LINE = 8192;

  private HttpPost() {}

  /**
   * Sends {@code body} and returns the status of the answer.
   *
   * @throws IOException when there is no answer in time, or none of HTTP
   */
  static int send(OtlpEndpoint endpoint, byte[] body) throws IOException {
    URI uri = endpoint.uri();
    boolean secure = "https".equals(uri.getScheme());
    int port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
    int timeout = Math.toIntExact(endpoint.timeout().toMillis());
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(host(uri), port), timeout);
      plain.setSoTimeout(timeout);
      try (Socket socket = secure ? secured(plain, host(uri), port) : plain) {
        OutputStream out = socket.getOutputStream();
        out.write(head(endpoint, body.length).getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
        return status(new BufferedInputStream(socket.getInputStream()));
      }
    }
  }

  private static String host(URI uri) {
    String host = uri.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** By the trust of the JVM, and the name in the certificate. */
  private static Socket secured(Socket plain, String host, int port) throws IOException {
    try {
      SSLSocket socket =
          (SSLSocket)
              SSLContext.getDefault().getSocketFactory().createSocket(plain, host, port, true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      return socket;
    } catch (NoSuchAlgorithmException e) {
      throw new IOException("TLS: not available", e);
    }
  }

  private static String head(OtlpEndpoint endpoint, int length) {
    URI uri = endpoint.uri();
    StringBuilder head = new StringBuilder(256);
    head.append("POST ").append(uri.getRawPath());
    if (uri.getRawQuery() != null) {
      head.append('?').append(uri.getRawQuery());
    }
    head.append(" HTTP/1.1\r\nHost: ").append(uri.getRawAuthority());
    head.append("\r\nContent-Type: application/x-protobuf\r\nContent-Length: ").append(length);
    head.append("\r\nUser-Agent: weft-agent\r\nConnection: close\r\n");
    for (Map.Entry<String, String> header : endpoint.headers().entrySet()) {
      head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /** The rest of the answer is of no interest: the connection ends with it. */
  private static int status(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || line.length() == MAX_LINE) {
        throw new IOException("answer: not HTTP (expected: a status line)");
      }
      line.append((char) c);
    }
    if (!line.toString().matches("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?\r?")) {
      throw new IOException("answer: not HTTP (expected: a status line)");
    }
    return Integer.parseInt(line.substring(9, 12));
  }
}
