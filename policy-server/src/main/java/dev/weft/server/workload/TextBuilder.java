package dev.weft.server.workload;

import dev.weft.core.json.JsonValue;
import dev.weft.core.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Puts JSON together of parts that are text already. For one thread. */
final class TextBuilder {
  private final List<byte[]> pieces = new ArrayList<>();
  private final ByteArrayOutputStream open = new ByteArrayOutputStream();

  /** Adds {@code text}, which needs no escapes. */
  TextBuilder add(String text) {
    open.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  TextBuilder add(JsonValue value) {
    open.writeBytes(JsonWriter.writeBytes(value));
    return this;
  }

  TextBuilder add(byte[] text) {
    open.writeBytes(text);
    return this;
  }

  /** Adds {@code text} without copying it. */
  TextBuilder share(byte[] text) {
    close();
    pieces.add(text);
    return this;
  }

  private void close() {
    if (open.size() > 0) {
      pieces.add(open.toByteArray());
      open.reset();
    }
  }

  /** All of it, where nothing was shared. */
  byte[] bytes() {
    return open.toByteArray();
  }

  List<byte[]> pieces() {
    close();
    return pieces;
  }
}
