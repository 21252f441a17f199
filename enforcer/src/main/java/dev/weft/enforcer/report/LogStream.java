package dev.weft.enforcer.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A stream that is somebody else's to close.
 *
 * @param out where lines go
 */
record LogStream(OutputStream out) implements LogSink {
  @Override
  public void write(String line) throws IOException {
    out.write((line + '\n').getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
