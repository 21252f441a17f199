package dev.weft.server;

import dev.weft.server.ca.CaException;
import dev.weft.server.ca.CertificateAuthority;
import dev.weft.server.directory.SharedHeartbeats;
import dev.weft.server.settings.Settings;
import dev.weft.server.store.Database;
import dev.weft.server.store.EmbeddedDatabase;
import dev.weft.server.store.ResourceStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** A data folder that one server has for itself. */
record EmbeddedBackend(Settings settings, Database database) implements Backend {
  static EmbeddedBackend open(Settings settings) {
    return new EmbeddedBackend(settings, EmbeddedDatabase.open(settings.dataDir()));
  }

  @Override
  public CertificateAuthority ca(InstantSource clock) throws CaException {
    return CertificateAuthority.open(
        settings.dataDir(), settings.caDir(), settings.trustDomain(), clock);
  }

  @Override
  public String adminToken(Path file) throws IOException {
    return AdminToken.readOrMake(file);
  }

  @Override
  public Optional<SharedHeartbeats> heartbeats() {
    return Optional.empty();
  }

  /** Nobody else writes. */
  @Override
  public void follow(ResourceStore store) {}

  @Override
  public void close() {
    database.close();
  }
}
