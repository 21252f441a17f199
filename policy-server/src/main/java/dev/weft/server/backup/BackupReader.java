package dev.weft.server.backup;

import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonValue;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads what {@link BackupWriter} wrote; whatever is not whole is refused at the end at last. */
final class BackupReader {
  private static final int LONGEST_LINE = 64 * 1024 * 1024;

  private final Path file;
  private final MessageDigest digest = BackupWriter.sha256();
  private final Map<String, Long> counts = new TreeMap<>();

  BackupReader(Path file) {
    this.file = file;
  }

  /** Is given what a backup holds. */
  interface Sink {
    void row(BackupTable table, JsonObject row) throws BackupException;

    void caFile(String name, String content) throws BackupException;
  }

  /**
   * Gives everything to {@code sink}. It is to be believed when this returns.
   *
   * @return how many rows of which kind there were
   * @throws BackupException when the file is no backup, damaged, or of a later version
   */
  Map<String, Long> read(Sink sink) throws BackupException {
    try (InputStream in =
        new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file), 64 * 1024))) {
      requireHeader(next(in));
      while (true) {
        String before = HexFormat.of().formatHex(copy(digest).digest());
        JsonObject line = next(in);
        if (line.get("sha256") != null) {
          requireEnd(line, before);
          if (in.read() >= 0) {
            throw damaged("it goes on behind its end", null);
          }
          return counts;
        }
        give(line, sink);
      }
    } catch (IOException e) {
      throw damaged(String.valueOf(e.getMessage()), e);
    }
  }

  private void requireHeader(JsonObject header) throws BackupException {
    if (!BackupWriter.FORMAT.equals(header.string("format"))) {
      throw new BackupException(file + ": no backup of a policy server");
    }
    if (!(header.get("version") instanceof JsonNumber version
        && version.longValueExact() == BackupWriter.VERSION)) {
      throw new BackupException(
          file + ": of another version (expected: " + BackupWriter.VERSION + ")");
    }
  }

  private void requireEnd(JsonObject end, String sha256) throws BackupException {
    if (!sha256.equals(end.string("sha256"))) {
      throw damaged("its checksum does not fit", null);
    }
    JsonObject.Builder rows = JsonObject.builder();
    counts.forEach(rows::put);
    if (!rows.build().equals(end.object("rows"))) {
      throw damaged("its number of rows does not fit", null);
    }
  }

  private void give(JsonObject line, Sink sink) throws BackupException {
    String caFile = line.string("ca");
    String tableName = line.string("table");
    if (caFile != null) {
      sink.caFile(caFile, Optional.ofNullable(line.string("content")).orElse(""));
      counts.merge("ca", 1L, Long::sum);
      return;
    }
    BackupTable table = tableName == null ? null : BackupTable.BY_NAME.get(tableName);
    if (table == null) {
      throw damaged("it has rows of an unknown kind", null);
    }
    sink.row(table, line.object("row"));
    counts.merge(table.name(), 1L, Long::sum);
  }

  private JsonObject next(InputStream in) throws IOException, BackupException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int at = in.read();
    while (at >= 0 && at != '\n') {
      line.write(at);
      if (line.size() > LONGEST_LINE) {
        throw damaged("it has a line without end", null);
      }
      at = in.read();
    }
    if (at < 0) {
      throw damaged("it ends too early", null);
    }
    digest.update(line.toByteArray());
    digest.update((byte) '\n');
    try {
      JsonValue value = JsonReader.read(line.toByteArray());
      if (value instanceof JsonObject object) {
        return object;
      }
    } catch (JsonFormatException e) {
      throw damaged("it has a line that is no JSON", e);
    }
    throw damaged("it has a line that is no object", null);
  }

  private static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's SHA-256 can be copied", e);
    }
  }

  private BackupException damaged(String how, @Nullable Throwable cause) {
    String message =
        file + ": damaged, " + how + " (expected: a whole backup; nothing was changed)";
    return cause == null ? new BackupException(message) : new BackupException(message, cause);
  }
}
