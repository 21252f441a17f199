package dev.weft.server.store;

import dev.weft.server.audit.AuditRetention;
import dev.weft.server.settings.Secret;
import dev.weft.server.settings.StoreSettings;
import dev.weft.server.store.postgres.PostgresDatabase;
import dev.weft.server.store.postgres.PostgresLogin;
import java.nio.file.Path;
import java.util.Optional;

/** The stores that every test of what is kept runs against. */
public enum TestStore {
  EMBEDDED {
    @Override
    public Place fresh(Path folder) {
      return new Place() {
        @Override
        public Database open() {
          return EmbeddedDatabase.open(folder);
        }

        @Override
        public StoreSettings settings() {
          return StoreSettings.EMBEDDED;
        }
      };
    }
  },
  POSTGRESQL {
    @Override
    public Place fresh(Path folder) {
      PostgresLogin login = TestPostgres.fresh();
      return new Place() {
        @Override
        public Database open() {
          return PostgresDatabase.open(login);
        }

        @Override
        public StoreSettings settings() {
          return new StoreSettings(
              Optional.of(TestPostgres.url(login)),
              Optional.of(TestPostgres.user()),
              Optional.empty(),
              Optional.of(new Secret("correct horse battery staple")),
              StoreSettings.HISTORY_LIMIT,
              AuditRetention.DEFAULT);
        }
      };
    }
  };

  /** Where one store is kept, across openings. */
  public interface Place {
    /** Opens it. */
    Database open();

    /** The settings by which a server opens it. */
    StoreSettings settings();
  }

  /** A new store; {@code folder} is an existing folder of its own, which it may use or not. */
  public abstract Place fresh(Path folder);
}
