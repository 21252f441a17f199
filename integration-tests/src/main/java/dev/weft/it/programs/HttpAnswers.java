package dev.weft.it.programs;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads answers in HTTP/1.1, one after the other, as {@code status body}. */
final class HttpAnswers {
  private final InputStream in;

  HttpAnswers(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /** The next answer. */
  String next() throws IOException {
    String status = line().split(" ", -1)[1];
    int length = 0;
    boolean chunked = false;
    String challenge = "";
    for (String header = line(); !header.isEmpty(); header = line()) {
      String name = header.substring(0, header.indexOf(':')).toLowerCase(Locale.ROOT);
      String value = header.substring(header.indexOf(':') + 1).strip();
      switch (name) {
        case "content-length" -> length = Integer.parseInt(value);
        case "transfer-encoding" -> chunked = value.equals("chunked");
        case "www-authenticate" -> challenge = " [" + value + "]";
        default -> {
          // Of no interest.
        }
      }
    }
    String body = chunked ? chunks() : text(length);
    return status + challenge + " " + body.replaceAll("\\s", " ");
  }

  private String chunks() throws IOException {
    StringBuilder body = new StringBuilder();
    for (int size = chunk(); size > 0; size = chunk()) {
      body.append(text(size));
      line();
    }
    line();
    return body.toString();
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private String text(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("body: ended after " + bytes.length);
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("closed");
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }
}
