package dev.weft.server.tokens;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The rows of join tokens. */
final class JoinTokenTable {
  private JoinTokenTable() {}

  static void insert(Handle handle, JoinToken token) {
    handle.execute(
        "INSERT INTO join_token (id, namespace, name, uid, service_account, secret_sha256, uses,"
            + " uses_left, created, expires, resource_version)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        token.id(),
        token.namespace(),
        token.name(),
        token.uid(),
        token.serviceAccount(),
        token.secretHash(),
        token.uses(),
        token.usesLeft(),
        token.created().toEpochMilli(),
        token.expires().toEpochMilli(),
        token.resourceVersion());
  }

  static Optional<JoinToken> byId(Handle handle, String id) {
    return handle
        .createQuery("SELECT * FROM join_token WHERE id = :id")
        .bind("id", id)
        .map((row, context) -> read(row))
        .findOne();
  }

  static Optional<JoinToken> find(Handle handle, String namespace, String name) {
    return handle
        .createQuery("SELECT * FROM join_token WHERE namespace = :namespace AND name = :name")
        .bind("namespace", namespace)
        .bind("name", name)
        .map((row, context) -> read(row))
        .findOne();
  }

  static List<JoinToken> list(Handle handle, String namespace) {
    return handle
        .createQuery("SELECT * FROM join_token WHERE namespace = :namespace ORDER BY name")
        .bind("namespace", namespace)
        .map((row, context) -> read(row))
        .list();
  }

  /** Takes one use; 0 when there is none to take. */
  static int spend(Handle handle, String id, Instant now) {
    return handle.execute(
        "UPDATE join_token SET uses_left = uses_left - 1"
            + " WHERE id = ? AND uses_left > 0 AND expires > ?",
        id,
        now.toEpochMilli());
  }

  static void delete(Handle handle, String id) {
    handle.execute("DELETE FROM join_token WHERE id = ?", id);
  }

  static int deleteExpired(Handle handle, Instant before) {
    return handle.execute("DELETE FROM join_token WHERE expires < ?", before.toEpochMilli());
  }

  private static JoinToken read(ResultSet row) throws SQLException {
    return new JoinToken(
        row.getString("id"),
        row.getString("namespace"),
        row.getString("name"),
        row.getString("uid"),
        row.getString("service_account"),
        row.getString("secret_sha256"),
        row.getLong("uses"),
        row.getLong("uses_left"),
        Instant.ofEpochMilli(row.getLong("created")),
        Instant.ofEpochMilli(row.getLong("expires")),
        row.getLong("resource_version"));
  }
}
