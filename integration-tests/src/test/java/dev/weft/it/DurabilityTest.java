package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Admin;
import dev.weft.it.harness.PolicyServerProcess;
import dev.weft.it.harness.TestWorkload;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policy server may be killed at any time: what it has acknowledged is there afterwards. */
class DurabilityTest {
  private static final String DENY_ALL = "{\"action\":\"DENY\",\"rules\":[{}]}";

  @TempDir private Path folder;

  @Test
  void kill_afterEachWrite_everyAcknowledgedWriteIsThere() throws Exception {
    try (PolicyServerProcess server = PolicyServerProcess.start(folder.resolve("data"), Map.of())) {
      Admin admin = server.admin();
      for (int round = 1; round <= 3; round++) {
        admin.authorize("shop", "rule-" + round, DENY_ALL);
        String token = admin.joinToken("shop", "orders", "10m", 1);
        server.kill();
        server.restart();

        assertThat(
                admin
                    .calls()
                    .send("GET", Admin.authorizationPolicies("shop"))
                    .ok()
                    .body()
                    .array("items")
                    .values())
            .hasSize(round);
        TestWorkload.join(server, token).close();
      }
    }
  }
}
