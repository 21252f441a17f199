package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.ClientControl;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.ReportingServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AuthorizationPolicy at connection level, between two programs that know nothing of it. */
class PolicyEnforcementTest {
  @TempDir private static Path folder;
  private static TestMesh mesh;
  private static JvmProcess server;
  private static ClientControl client;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    mesh.admin().mode("back", "STRICT");
    server =
        JvmProcess.on(Jdks.require(17))
            .options(mesh.agent("back", "server").options())
            .start(ClassPath.with(List.of()), ReportingServer.class, List.of("0"));
    port = server.awaitPort();
    client = ClientControl.start(Jdks.require(25), mesh.agent("front", "client").options());
  }

  @AfterAll
  static void stop() {
    assertThat(server.stderr()).isEmpty();
    assertThat(client.process().stderr()).isEmpty();
    client.close();
    server.close();
    mesh.close();
  }

  @AfterEach
  void removeThePolicy() throws IOException {
    mesh.admin().unauthorize("back", "rule");
    awaitCall("ok");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "DENY  | `{'from':[{'source':{'principals':['cluster.local/ns/front/sa/client']}}]}`",
        "DENY  | `{'from':[{'source':{'namespaces':['front']}}]}`",
        "DENY  | `{'to':[{'operation':{'ports':['PORT']}}]}`",
        "ALLOW | `{'from':[{'source':{'principals':['cluster.local/ns/front/sa/other']}}]}`",
        "ALLOW | `{'from':[{'source':{'namespaces':['other']}}]}`",
        "ALLOW | `{'to':[{'operation':{'ports':['1']}}]}`",
      })
  void call_ruleAgainstIt_isDeniedWithReasonAndOpenOnesAreCut(String action, String rule)
      throws IOException {
    assertThat(client.open("open", port)).isEqualTo("ok");
    assertThat(client.say("open")).isEqualTo("ok");

    authorize(action, rule);

    // Where nothing allows, no single rule is the reason.
    awaitCall(action.equals("DENY") ? "explicit-deny by back/rule[0]" : "default-deny");
    assertThat(client.say("open")).startsWith("failed");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "DENY  | `{'from':[{'source':{'principals':['cluster.local/ns/front/sa/other']}}]}`",
        "ALLOW | `{'from':[{'source':{'principals':['cluster.local/ns/front/sa/client']}}]}`",
        "ALLOW | `{'from':[{'source':{'namespaces':['front']}}]}`",
        "ALLOW | `{'to':[{'operation':{'ports':['PORT']}}]}`",
      })
  void call_ruleForIt_isAllowed(String action, String rule) throws IOException {
    authorize(action, rule);
    // A later policy that does bite shows that this one has arrived.
    mesh.admin().authorize("back", "witness", "{\"action\":\"DENY\",\"rules\":[{}]}");
    awaitCall("back/witness");
    mesh.admin().unauthorize("back", "witness");

    awaitCall("ok");
  }

  @Test
  void call_denied_theErrorIsOneThatTheProgramKnows() throws IOException {
    authorize("DENY", "{}");

    awaitCall("back/rule");
    assertThat(client.call(port)).matches("failed Mesh(Connect|Socket)Exception: .*");
  }

  /** Calls until the outcome has {@code text} in it, and says when that was. */
  private static void awaitCall(String text) {
    long start = System.nanoTime();
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .pollDelay(java.time.Duration.ZERO)
        .pollInterval(java.time.Duration.ofMillis(20))
        .untilAsserted(() -> assertThat(client.call(port)).contains(text));
    System.out.printf(
        "outcome \"%s\" after %d ms%n", text, (System.nanoTime() - start) / 1_000_000);
  }

  private static void authorize(String action, String rule) throws IOException {
    String spec = "{'action':'%s','rules':[%s]}".formatted(action, rule.replace("PORT", "" + port));
    mesh.admin().authorize("back", "rule", spec.replace('\'', '"'));
  }
}
