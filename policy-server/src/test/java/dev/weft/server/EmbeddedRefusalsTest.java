package dev.weft.server;

import dev.weft.server.store.TestStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Refusals on SQLite. */
class EmbeddedRefusalsTest extends RefusalsOverTheWire {
  EmbeddedRefusalsTest(@TempDir Path temp) throws Exception {
    super(TestStore.EMBEDDED, temp);
  }
}
