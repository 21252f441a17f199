package dev.weft.server.backup;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a backup: gzip around one JSON object a line. The first says what this is, the last how
 * many rows of which kind there are, and the SHA-256 of all bytes before it.
 */
final class BackupWriter {
  static final String FORMAT = "weft-backup";
  static final long VERSION = 1;

  private final GZIPOutputStream out;
  private final MessageDigest digest = sha256();
  private final Map<String, Long> counts = new TreeMap<>();

  BackupWriter(OutputStream out, Instant now) throws IOException {
    this.out = new GZIPOutputStream(out, 64 * 1024);
    line(
        JsonObject.builder()
            .put("format", FORMAT)
            .put("version", VERSION)
            .put("created", now.toString())
            .build());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  void row(BackupTable table, JsonObject row) throws IOException {
    line(JsonObject.builder().put("table", table.name()).put("row", row).build());
    counts.merge(table.name(), 1L, Long::sum);
  }

  /** A file of the CA. */
  void caFile(String name, String content) throws IOException {
    line(JsonObject.builder().put("ca", name).put("content", content).build());
    counts.merge("ca", 1L, Long::sum);
  }

  /** Ends the backup. */
  Map<String, Long> finish() throws IOException {
    JsonObject.Builder rows = JsonObject.builder();
    counts.forEach(rows::put);
    line(
        JsonObject.builder()
            .put("rows", rows.build())
            .put("sha256", HexFormat.of().formatHex(digest.digest()))
            .build());
    out.finish();
    return counts;
  }

  private void line(JsonObject object) throws IOException {
    byte[] json = JsonWriter.writeBytes(object);
    digest.update(json);
    digest.update((byte) '\n');
    out.write(json);
    out.write('\n');
  }
}
