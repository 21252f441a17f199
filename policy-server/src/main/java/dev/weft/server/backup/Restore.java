package dev.weft.server.backup;

import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.server.store.Database;
import dev.weft.server.store.Revisions;
import dev.weft.server.store.sealed.Sealed;
import dev.weft.server.store.sealed.Vault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Fills a new store from a backup: all of it, in one transaction, or nothing.
 *
 * <p>The restored store goes on a good way after the newest revision of the backup, so that no
 * revision that anybody may have seen since then comes again with another meaning.
 */
public final class Restore {
  /** How far revisions are moved on. */
  public static final long REVISION_GAP = 1_000_000;

  private static final int BATCH = 500;

  private final Path file;

  public Restore(Path file) {
    this.file = file;
  }

  /** What a backup holds beside rows, once the whole of it was found to be good. */
  public record Contents(
      Map<String, Long> counts, Map<String, String> caFiles, Map<String, JsonObject> sealed) {
    /** Without the files. */
    @Override
    public String toString() {
      return "Contents[" + counts + "]";
    }
  }

  /**
   * Reads the backup from the first byte to the last.
   *
   * @throws BackupException when it is not whole and right
   */
  public Contents check() throws BackupException {
    Map<String, String> caFiles = new LinkedHashMap<>();
    Map<String, JsonObject> sealed = new LinkedHashMap<>();
    Map<String, Long> counts =
        new BackupReader(file)
            .read(
                new BackupReader.Sink() {
                  @Override
                  public void row(BackupTable table, JsonObject row) throws BackupException {
                    List<@Nullable Object> unused = table.values(row);
                    requireBody(table, row);
                    if (table.equals(BackupTable.SEALED)) {
                      sealed.put(String.valueOf(row.string("name")), row);
                    }
                  }

                  @Override
                  public void caFile(String name, String content) {
                    caFiles.put(name, content);
                  }
                });
    return new Contents(counts, caFiles, sealed);
  }

  private static void requireBody(BackupTable table, JsonObject row) throws BackupException {
    String body = row.string("body");
    if (body == null) {
      return;
    }
    try {
      if (JsonReader.read(body) instanceof JsonObject) {
        return;
      }
    } catch (JsonFormatException e) {
      throw new BackupException("a row of " + table.name() + " has a malformed body", e);
    }
    throw new BackupException("a row of " + table.name() + " has a malformed body");
  }

  /** What the backup holds sealed under {@code name}, opened with {@code vault}. */
  public static Optional<Sealed> open(Contents contents, String name, Vault vault) {
    JsonObject row = contents.sealed().get(name);
    return row == null
        ? Optional.empty()
        : Optional.of(
            vault.open(
                name,
                text(row, "open_part"),
                text(row, "salt"),
                row.get("iterations") instanceof JsonNumber number ? number.longValueExact() : 0,
                text(row, "nonce"),
                text(row, "content")));
  }

  private static String text(JsonObject row, String name) {
    return Optional.ofNullable(row.string(name)).orElse("");
  }

  /** Which rows a store takes of what is sealed. */
  public enum SealedRows {
    /** A store that several servers share. */
    TAKE,
    /** A store in a data folder, where nothing is sealed. */
    LEAVE
  }

  /**
   * Fills {@code database}.
   *
   * @throws BackupException when there is something in it, or the backup is not whole
   */
  public void into(Database database, SealedRows sealed) throws BackupException {
    List<BackupException> failure = new ArrayList<>();
    try {
      database.<Integer>writeAtLength(
          handle -> {
            try {
              return fill(handle, database, sealed);
            } catch (BackupException e) {
              failure.add(e);
              throw new IllegalStateException("roll back", e);
            }
          });
    } catch (IllegalStateException e) {
      if (!failure.isEmpty()) {
        throw failure.get(0);
      }
      throw e;
    }
  }

  private int fill(Handle handle, Database database, SealedRows sealed) throws BackupException {
    requireNew(handle, sealed);
    Map<BackupTable, PreparedBatch> batches = new LinkedHashMap<>();
    for (BackupTable table : BackupTable.ALL) {
      batches.put(table, handle.prepareBatch(table.insert()));
    }
    handle.execute("DELETE FROM revision");
    Map<String, Long> unused =
        new BackupReader(file)
            .read(
                new BackupReader.Sink() {
                  @Override
                  public void row(BackupTable table, JsonObject row) throws BackupException {
                    if (table.equals(BackupTable.SEALED) && sealed == SealedRows.LEAVE) {
                      return;
                    }
                    add(Optional.ofNullable(batches.get(table)).orElseThrow(), table.values(row));
                  }

                  @Override
                  public void caFile(String name, String content) {}
                });
    for (PreparedBatch batch : batches.values()) {
      if (batch.size() > 0) {
        batch.execute();
      }
    }
    long revision = Revisions.current(handle) + REVISION_GAP;
    handle.execute("UPDATE revision SET value = ? WHERE id IN (1, 2)", revision);
    database.announce(handle, revision);
    return BATCH;
  }

  private static void add(PreparedBatch batch, List<@Nullable Object> values) {
    for (int i = 0; i < values.size(); i++) {
      batch.bind(i, values.get(i));
    }
    batch.add();
    if (batch.size() >= BATCH) {
      batch.execute();
    }
  }

  private static void requireNew(Handle handle, SealedRows sealed) throws BackupException {
    long revision = Revisions.lock(handle);
    long rows = 0;
    for (BackupTable table : BackupTable.ALL) {
      if (!table.equals(BackupTable.REVISION)
          && (!table.equals(BackupTable.SEALED) || sealed == SealedRows.TAKE)) {
        rows += handle.createQuery("SELECT COUNT(*) FROM " + table.name()).mapTo(Long.class).one();
      }
    }
    if (revision != 0 || rows > 0) {
      throw new BackupException(
          "the store holds something already: revision "
              + revision
              + ", "
              + rows
              + " rows (expected: a new store; nothing was changed)");
    }
  }
}
