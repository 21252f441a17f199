package dev.weft.core.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads answers (RFC 9112) within bounds and without leniency: what could be read in two ways is
 * refused, and with it the connection.
 */
public final class HttpAnswerReader {
  private static final int MAX_STATUS_LINE = 1024;
  private static final int MAX_INTERIM = 4;
  private static final int MAX_CHUNK_LINE = 8;
  private static final Pattern STATUS =
      Pattern.compile("HTTP/1\\.1 ([1-5][0-9]{2})(?: [\\t\\x20-\\x7E\\x80-\\xFF]*)?");
  private static final Pattern CHUNK = Pattern.compile("[0-9A-Fa-f]{1,8}");

  private final HttpInput in;
  private final int maxBody;

  /**
   * A reader.
   *
   * @param maxBody the longest body that is read, in bytes
   */
  public HttpAnswerReader(HttpInput in, int maxBody) {
    this.in = in;
    this.maxBody = maxBody;
  }

  /**
   * The next answer.
   *
   * @throws MalformedAnswerException when it is malformed or beyond the bounds
   * @throws IOException when the connection fails
   */
  public HttpAnswer read() throws IOException {
    for (int interim = 0; interim <= MAX_INTERIM; interim++) {
      Matcher line = STATUS.matcher(in.line(MAX_STATUS_LINE));
      if (!line.matches()) {
        throw HttpInput.malformed("no HTTP/1.1 status line; does that port speak HTTP?");
      }
      int status = Integer.parseInt(line.group(1));
      HttpHeaders headers = HttpHeaders.read(in);
      if (status >= 200) {
        byte[] body = body(status, headers);
        return new HttpAnswer(status, body, !headers.close() && !in.leftOver());
      }
      if (status == 101 || headers.framed()) {
        throw HttpInput.malformed("an interim answer that was not asked for");
      }
    }
    throw HttpInput.malformed("too many interim answers");
  }

  private byte[] body(int status, HttpHeaders headers) throws IOException {
    if (status == 204 || status == 304) {
      if (headers.chunked() || (headers.framed() && headers.length(0) > 0)) {
        throw HttpInput.malformed("a body where there can be none");
      }
      return new byte[0];
    }
    if (headers.chunked()) {
      return chunks();
    }
    byte[] body = new byte[headers.length(maxBody)];
    in.fill(body, 0, body.length);
    return body;
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String size = in.line(MAX_CHUNK_LINE);
      if (!CHUNK.matcher(size).matches()) {
        throw HttpInput.malformed("a malformed chunk");
      }
      long length = Long.parseLong(size, 16);
      if (length > maxBody - body.size()) {
        throw HttpInput.malformed("a body of more than " + maxBody + " bytes");
      }
      if (length == 0) {
        if (!in.line(0).isEmpty()) {
          throw HttpInput.malformed("trailers");
        }
        return body.toByteArray();
      }
      byte[] chunk = new byte[(int) length];
      in.fill(chunk, 0, chunk.length);
      body.writeBytes(chunk);
      if (!in.line(0).isEmpty()) {
        throw HttpInput.malformed("a chunk without an end");
      }
    }
  }
}
