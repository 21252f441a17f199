package dev.weft.server;

import dev.weft.server.ca.CaException;
import dev.weft.server.ca.CertificateAuthority;
import dev.weft.server.directory.HeartbeatTable;
import dev.weft.server.directory.SharedHeartbeats;
import dev.weft.server.settings.Secret;
import dev.weft.server.settings.Settings;
import dev.weft.server.settings.StoreSettings;
import dev.weft.server.store.Database;
import dev.weft.server.store.ResourceStore;
import dev.weft.server.store.StoreException;
import dev.weft.server.store.postgres.ChangeFollower;
import dev.weft.server.store.postgres.PostgresDatabase;
import dev.weft.server.store.postgres.PostgresLogin;
import dev.weft.server.store.sealed.Sealed;
import dev.weft.server.store.sealed.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A PostgreSQL database that any number of servers share, the CA and the admin's token among what
 * they share.
 */
final class SharedBackend implements Backend {
  private static final String ADMIN_TOKEN = "admin-token";

  private final Settings settings;
  private final PostgresDatabase database;
  private final Vault vault;
  private final List<ChangeFollower> followers = new ArrayList<>();

  private SharedBackend(Settings settings, PostgresDatabase database, Vault vault) {
    this.settings = settings;
    this.database = database;
    this.vault = vault;
  }

  static SharedBackend open(Settings settings) {
    PostgresLogin login = login(settings.store());
    String secret = secret(settings.store(), login);
    PostgresDatabase database = PostgresDatabase.open(login);
    return new SharedBackend(settings, database, new Vault(database, secret, secretName(settings)));
  }

  /** The database that {@code store} names. */
  static PostgresLogin login(StoreSettings store) {
    return PostgresLogin.of(
        store.url().orElseThrow(), store.user(), store.password().map(Secret::reveal));
  }

  private static String secret(StoreSettings store, PostgresLogin login) {
    return store
        .secret()
        .map(Secret::reveal)
        .or(login::password)
        .orElseThrow(
            () ->
                new StoreException(
                    "weft.store.secret.file: not set, and the database has no password (expected:"
                        + " one of them, to seal the CA's keys with; set weft.store.secret.file to"
                        + " a file with a secret that all servers of this store have)"));
  }

  private static String secretName(Settings settings) {
    return settings.store().secret().isPresent() ? "weft.store.secret" : "weft.store.password";
  }

  @Override
  public Database database() {
    return database;
  }

  /** What all servers of the store share, sealed. */
  Vault vault() {
    return vault;
  }

  @Override
  public CertificateAuthority ca(InstantSource clock) throws CaException {
    return CertificateAuthority.openShared(vault, settings.caDir(), settings.trustDomain(), clock);
  }

  @Override
  public String adminToken(Path file) throws IOException, GeneralSecurityException {
    String token =
        vault.getOrMake(ADMIN_TOKEN, () -> new Sealed("", AdminToken.make())).secretPart();
    AdminToken.write(file, token);
    return token;
  }

  @Override
  public Optional<SharedHeartbeats> heartbeats() {
    return Optional.of(new HeartbeatTable(database));
  }

  @Override
  public void follow(ResourceStore store) {
    followers.add(ChangeFollower.start(database, store));
  }

  @Override
  public void close() {
    followers.forEach(ChangeFollower::close);
    database.close();
  }
}
