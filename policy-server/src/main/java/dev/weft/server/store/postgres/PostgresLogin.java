package dev.weft.server.store.postgres;

import dev.weft.server.store.StoreException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** Which PostgreSQL database is the store, and as whom it is opened. Never shows the password. */
public final class PostgresLogin {
  /** What every URL begins with. */
  public static final String SCHEME = "jdbc:postgresql://";

  /** What holds unless the URL says otherwise; times in seconds. */
  private static final Map<PGProperty, String> DEFAULTS =
      Map.of(
          PGProperty.CONNECT_TIMEOUT, "5",
          PGProperty.SOCKET_TIMEOUT, "20",
          PGProperty.CANCEL_SIGNAL_TIMEOUT, "5",
          PGProperty.TCP_KEEP_ALIVE, "true",
          PGProperty.REWRITE_BATCHED_INSERTS, "true",
          // Details quote what is stored.
          PGProperty.LOG_SERVER_ERROR_DETAIL, "false",
          PGProperty.APPLICATION_NAME, "weft-policy-server");

  private final String url;
  private final Properties parsed;
  private final Optional<String> user;
  private final Optional<String> password;

  private PostgresLogin(
      String url, Properties parsed, Optional<String> user, Optional<String> password) {
    this.url = url;
    this.parsed = parsed;
    this.user = user.or(() -> Optional.ofNullable(PGProperty.USER.getOrDefault(parsed)));
    this.password =
        password.or(() -> Optional.ofNullable(PGProperty.PASSWORD.getOrDefault(parsed)));
  }

  /**
   * The database at {@code url}.
   *
   * @param url {@code jdbc:postgresql://host:port/database?…} with the parameters of pgjdbc, TLS
   *     among them
   * @param user wins over one in the URL
   * @param password wins over one in the URL
   * @throws StoreException when the URL is malformed; the message does not quote it
   */
  public static PostgresLogin of(String url, Optional<String> user, Optional<String> password) {
    Properties parsed = url.startsWith(SCHEME) ? Driver.parseURL(url, new Properties()) : null;
    if (parsed == null) {
      throw new StoreException(
          "weft.store.url: malformed (expected: " + SCHEME + "host:port/database)");
    }
    return new PostgresLogin(url, parsed, user, password);
  }

  /** Host, port and database, for people. */
  public String describe() {
    return PGProperty.PG_HOST.getOrDefault(parsed)
        + ":"
        + PGProperty.PG_PORT.getOrDefault(parsed)
        + "/"
        + PGProperty.PG_DBNAME.getOrDefault(parsed);
  }

  /** The password, if one is given. */
  public Optional<String> password() {
    return password;
  }

  /** Opens a connection of its own at each call. */
  PGSimpleDataSource source() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      for (Map.Entry<PGProperty, String> it : DEFAULTS.entrySet()) {
        if (!it.getKey().isPresent(parsed)) {
          source.setProperty(it.getKey(), it.getValue());
        }
      }
      source.setUrl(url);
    } catch (IllegalArgumentException e) {
      // The driver's own words are left out: they quote the URL.
      throw new StoreException(
          "weft.store.url: a parameter is malformed (expected: parameters of pgjdbc)");
    }
    user.ifPresent(source::setUser);
    password.ifPresent(source::setPassword);
    return source;
  }

  @Override
  public String toString() {
    return describe();
  }
}
