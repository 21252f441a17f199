package dev.weft.server.store;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfoService;

/** Checks that a store is of the version that this program knows. */
public final class SchemaVersion {
  private SchemaVersion() {}

  /**
   * Refuses a store that {@code flyway} would migrate, or that a later version migrated.
   *
   * @param place where the store is, for the message
   */
  public static void requireCurrent(Flyway flyway, String place) {
    MigrationInfoService info = flyway.info();
    if (info.pending().length > 0 || info.current() == null) {
      throw new StoreException(
          place + ": no store of this version (expected: one that this server was started on)");
    }
    if (!flyway.validateWithResult().validationSuccessful) {
      throw new StoreException(
          place + ": of another version of the server (expected: of this one; use that one)");
    }
  }
}
