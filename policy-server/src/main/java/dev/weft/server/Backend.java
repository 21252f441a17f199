package dev.weft.server;

import dev.weft.server.ca.CaException;
import dev.weft.server.ca.CertificateAuthority;
import dev.weft.server.directory.SharedHeartbeats;
import dev.weft.server.settings.Settings;
import dev.weft.server.store.Database;
import dev.weft.server.store.ResourceStore;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Optional;

/** What a server stands on: its data folder alone, or a database that it shares with others. */
interface Backend extends AutoCloseable {
  /** The backend that {@code settings} ask for, opened. */
  static Backend open(Settings settings) {
    return settings.store().url().isPresent()
        ? SharedBackend.open(settings)
        : EmbeddedBackend.open(settings);
  }

  /** The store. */
  Database database();

  /** The CA of the mesh. */
  CertificateAuthority ca(InstantSource clock) throws CaException;

  /** The token of the admin, which is in {@code file} as well when this returns. */
  String adminToken(Path file) throws IOException, GeneralSecurityException;

  /** What other servers hear, if there are others. */
  Optional<SharedHeartbeats> heartbeats();

  /** Keeps {@code store} up with what other servers write, until the backend is closed. */
  void follow(ResourceStore store);

  @Override
  void close();
}
