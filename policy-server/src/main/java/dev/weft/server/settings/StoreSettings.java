package dev.weft.server.settings;

import dev.weft.server.audit.AuditRetention;
import java.util.Optional;

/**
 * Where resources are kept.
 *
 * @param url {@code weft.store.url}: the database that several servers share, {@code
 *     jdbc:postgresql://host:port/database}; absent, the store is in the data folder. It may hold a
 *     password, so it is never shown
 * @param user {@code weft.store.user}: as whom the database is opened
 * @param password {@code weft.store.password}, or the content of {@code weft.store.password.file}
 * @param secret {@code weft.store.secret}, or the content of {@code weft.store.secret.file}: what
 *     seals the CA's keys in the database; absent, the password does
 * @param historyLimit {@code weft.history.limit}: how many revisions of a resource are kept
 * @param auditRetention {@code weft.audit.retention} and {@code weft.audit.limit}: how much of the
 *     audit log is kept
 */
public record StoreSettings(
    Optional<String> url,
    Optional<String> user,
    Optional<Secret> password,
    Optional<Secret> secret,
    int historyLimit,
    AuditRetention auditRetention) {
  /** How many revisions of a resource are kept unless a person says otherwise. */
  public static final int HISTORY_LIMIT = 100;

  /** The store in the data folder. */
  public static final StoreSettings EMBEDDED =
      new StoreSettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          HISTORY_LIMIT,
          AuditRetention.DEFAULT);

  /** Without the URL. */
  @Override
  public String toString() {
    return "StoreSettings[" + (url.isPresent() ? "shared" : "embedded") + "]";
  }
}
