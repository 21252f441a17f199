package dev.weft.server;

import dev.weft.server.store.TestStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Refusals on PostgreSQL. */
class PostgresRefusalsTest extends RefusalsOverTheWire {
  PostgresRefusalsTest(@TempDir Path temp) throws Exception {
    super(TestStore.POSTGRESQL, temp);
  }
}
