package dev.weft.enforcer.trace.otlp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One message and its answer in HTTP/1.1, of which the status alone counts. */
final class HttpPost {
  private static final int MAX_LINE = 8192;

  private HttpPost() {}

  static void write(OutputStream out, OtlpEndpoint endpoint, byte[] body) throws IOException {
    out.write(head(endpoint, body.length).getBytes(StandardCharsets.ISO_8859_1));
    out.write(body);
    out.flush();
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

  /**
   * The status of the answer, of which the rest is not read: the connection ends with it.
   *
   * @throws IOException when there is none, or it is not one of HTTP
   */
  static int status(InputStream from) throws IOException {
    InputStream in = new BufferedInputStream(from);
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
