package dev.weft.it.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.contracts.HostileRelay.Malice;
import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestWorkload;
import dev.weft.it.programs.contracts.Exchange;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Between client and server stands a relay that slices, delays, cuts, resets, changes and adds. The
 * programs get the same bytes or an exception: never others, never an early end that looks like the
 * right one, and nobody waits for ever.
 */
class HostileWireTest {
  private static final long SEED = Long.getLong("weft.test.seed", 20_260_101);
  private static final int CONNECTIONS = 24;

  @TempDir private static Path folder;
  private static TestMesh mesh;

  @BeforeAll
  static void start() throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    mesh.admin().mode("back", "STRICT");
  }

  @AfterAll
  static void stop() {
    mesh.close();
  }

  @ParameterizedTest(name = "{0}, server {1}, client {2}")
  @CsvSource({
    "SLICES,SOCKET,SELECTOR",
    "SLICES,ASYNC,CHANNEL",
    "STALLS,SELECTOR,ASYNC",
    "STALLS,CHANNEL,SOCKET",
    "CUT,SOCKET,SELECTOR",
    "CUT,SELECTOR,SOCKET",
    "RESET,ASYNC,CHANNEL",
    "RESET,SOCKET,ASYNC",
    "FLIP,SELECTOR,CHANNEL",
    "FLIP,CHANNEL,ASYNC",
    "GARBAGE,SOCKET,SELECTOR",
    "GARBAGE,ASYNC,SOCKET"
  })
  void exchange_hostileWire_isWholeOrFails(Malice malice, String serverKind, String clientKind)
      throws Exception {
    System.out.println("seed " + SEED + " (weft.test.seed)");
    String classPath = ClassPath.with(List.of());
    try (JvmProcess server =
            JvmProcess.on(Jdks.require(17))
                .options(mesh.agent("back", "exchange", "handshake.timeout=5s").options())
                .start(classPath, Exchange.class, List.of(serverKind, "server"));
        HostileRelay relay = new HostileRelay(malice, SEED, server.awaitPort());
        TestWorkload announcer = mesh.workload("back", "exchange")) {
      announcer.announce(relay.port());
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .until(() -> !announcer.lookUp(relay.port()).array("endpoints").values().isEmpty());
      try (JvmProcess client =
          JvmProcess.on(Jdks.require(17))
              .options(mesh.agent("front", "exchange", "handshake.timeout=5s").options())
              .start(
                  classPath,
                  Exchange.class,
                  List.of(clientKind, "client", "" + relay.port(), "" + CONNECTIONS))) {
        assertThat(client.awaitExit()).as(client::transcript).isZero();
        assertThat(server.stop()).as(server::transcript).isZero();
        assertOutcome(malice, client);
        assertOutcome(malice, server);
      }
    }
  }

  private static void assertOutcome(Malice malice, JvmProcess program) {
    List<String> received =
        program
            .stdout()
            .lines()
            .filter(
                line -> line.matches("(server|client \\d+) (complete|ended|broken|wrong) \\d.*"))
            .toList();
    assertThat(received).noneMatch(line -> line.matches("(server|client \\d+) (ended|wrong) .*"));
    if (malice == Malice.SLICES || malice == Malice.STALLS) {
      assertThat(received).hasSize(CONNECTIONS).allMatch(line -> line.endsWith(" complete 60000"));
    } else if (malice == Malice.GARBAGE) {
      assertThat(received).allMatch(line -> line.contains(" broken 0 "));
    } else {
      assertThat(received).anyMatch(line -> line.contains(" broken "));
    }
    assertThat(program.stderr()).as(program::transcript).isEmpty();
  }
}
