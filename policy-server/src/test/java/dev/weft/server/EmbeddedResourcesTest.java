package dev.weft.server;

import dev.weft.server.store.TestStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Resources in SQLite. */
class EmbeddedResourcesTest extends ResourcesOverTheWire {
  EmbeddedResourcesTest(@TempDir Path temp) throws Exception {
    super(TestStore.EMBEDDED, temp);
  }
}
