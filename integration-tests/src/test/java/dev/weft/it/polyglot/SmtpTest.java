package dev.weft.it.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.InstalledPrograms;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NeedsPrograms;
import dev.weft.it.harness.ProgramProcess;
import dev.weft.it.harness.ProgramProcess.Ended;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Python's SMTP client and a server that speaks before its clients do. */
@NeedsPrograms({"python3"})
class SmtpTest {
  /**
   * A permissive port takes a peer whose first bytes come later for one in the clear that waits for
   * the server. On a busy machine a first handshake takes longer than by default.
   */
  private static final String PATIENT = "sniff.timeout: 20s\n";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"STRICT", "PERMISSIVE"})
  void messages_throughBothProxies_arrive(String mode) throws Exception {
    try (ProgramProcess server = server();
        ProxiedLink link =
            ProxiedLink.start(folder, mode, port(server), List.of("auto", "tcp"), PATIENT)) {
      for (int way = 0; way < 2; way++) {
        assertArrives(server, send(link.port(way), 3, 40_000), 3);
      }
      link.assertSecret("for-one-pair-of-eyes");
    }
  }

  @Test
  void messages_inTheClearToAPermissivePort_arrive() throws Exception {
    try (ProgramProcess server = server();
        ProxiedLink link = ProxiedLink.start(folder, "PERMISSIVE", port(server), List.of("auto"))) {
      assertArrives(server, send(link.serverSide(0), 2, 10), 2);
    }
  }

  @Test
  void client_inTheClearToAStrictPort_hearsNothing() throws Exception {
    try (ProgramProcess server = server();
        ProxiedLink link = ProxiedLink.start(folder, "STRICT", port(server), List.of("auto"))) {
      Ended client = send(link.serverSide(0), 1, 10);

      assertThat(client.exit()).isEqualTo(1);
      assertThat(client.stdout()).isEmpty();
      assertThat(client.stderr()).doesNotContain("shop.test ESMTP");
    }
  }

  private static void assertArrives(ProgramProcess server, Ended client, int count) {
    assertThat(client.exit()).as(client::stderr).isZero();
    List<String> sent = client.stdout().lines().map(line -> line.split(" ", 2)[1]).toList();
    assertThat(sent).hasSize(count);
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(() -> assertThat(server.stdout()).contains(sent));
  }

  private static ProgramProcess server() {
    return ProgramProcess.start(
        List.of(InstalledPrograms.path("python3"), Resources.file("smtp_server.py").toString()));
  }

  private static int port(ProgramProcess server) {
    return Integer.parseInt(server.awaitLine("^listening (\\d+)$").group(1));
  }

  private static Ended send(int port, int count, int lines) {
    return ProgramProcess.run(
        List.of(
            InstalledPrograms.path("python3"),
            Resources.file("smtp_client.py").toString(),
            "" + port,
            "" + count,
            "" + lines));
  }
}
