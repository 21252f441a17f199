package dev.weft.server;

import dev.weft.server.store.TestStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Resources in PostgreSQL. */
class PostgresResourcesTest extends ResourcesOverTheWire {
  PostgresResourcesTest(@TempDir Path temp) throws Exception {
    super(TestStore.POSTGRESQL, temp);
  }
}
