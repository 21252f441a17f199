package dev.weft.server.store;

import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The columns by which a resource is stored, which two tables share. */
final class ResourceRows {
  /** The columns, in the order of {@link #values}. */
  static final String COLUMNS =
      "api_group, kind, namespace, name, uid, resource_version, content_version, generation,"
          + " created, secret_sha256, body";

  static final String PLACEHOLDERS = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";

  private ResourceRows() {}

  static Resource read(ResultSet row) throws SQLException {
    return new Resource(
        new ResourceKey(
            row.getString("api_group"),
            row.getString("kind"),
            row.getString("namespace"),
            row.getString("name")),
        row.getString("uid"),
        row.getLong("resource_version"),
        row.getLong("content_version"),
        row.getLong("generation"),
        Instant.ofEpochMilli(row.getLong("created")),
        Optional.ofNullable(row.getString("secret_sha256")),
        parse(row.getString("body")));
  }

  static Object[] values(Resource resource, String body) {
    ResourceKey key = resource.key();
    return new Object[] {
      key.group(),
      key.kind(),
      key.namespace(),
      key.name(),
      resource.uid(),
      resource.resourceVersion(),
      resource.contentVersion(),
      resource.generation(),
      resource.created().toEpochMilli(),
      resource.secretHash().orElse(null),
      body
    };
  }

  private static JsonObject parse(String body) {
    try {
      if (JsonReader.read(body) instanceof JsonObject object) {
        return object;
      }
    } catch (JsonFormatException e) {
      throw new StoreException("a stored resource is malformed: " + e.getMessage(), e);
    }
    throw new StoreException("a stored resource is malformed (expected: an object)");
  }
}
