package dev.weft.server.store.sealed;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * A row of table {@code sealed}; salt, nonce and content in hex.
 *
 * @param iterations of PBKDF2
 */
record SealedRow(
    String name, String openPart, String salt, long iterations, String nonce, String content) {

  /** Stores this unless there is a row of that name. */
  void insertIfMissing(Handle handle) {
    handle.execute(
        "INSERT INTO sealed (name, open_part, salt, iterations, nonce, content)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING",
        name,
        openPart,
        salt,
        iterations,
        nonce,
        content);
  }

  static Optional<SealedRow> find(Handle handle, String name) {
    return handle
        .createQuery("SELECT * FROM sealed WHERE name = :name")
        .bind("name", name)
        .map(
            (row, context) ->
                new SealedRow(
                    row.getString("name"),
                    row.getString("open_part"),
                    row.getString("salt"),
                    row.getLong("iterations"),
                    row.getString("nonce"),
                    row.getString("content")))
        .findOne();
  }
}
