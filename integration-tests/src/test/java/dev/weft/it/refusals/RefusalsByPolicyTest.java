package dev.weft.it.refusals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.ClientControl;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestMesh.AgentFlag;
import dev.weft.it.programs.ReportingServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What both ends are told when a policy is against a connection, between two agents. */
class RefusalsByPolicyTest {
  private static final String SERVER = "spiffe://weft.local/ns/back/sa/server";
  private static final String CLIENT = Hand.CLIENT;

  @TempDir private Path folder;

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void connection_deniedByARule_bothAreTold(int feature) throws Exception {
    both(
        feature,
        "{\"action\":\"DENY\",\"rules\":[{\"from\":[{\"source\":{\"namespaces\":[\"front\"]}}]}]}",
        "denied by policy: explicit-deny by back/rule[0]");
  }

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void connection_allowedByNoRule_bothAreTold(int feature) throws Exception {
    both(
        feature,
        "{\"action\":\"ALLOW\",\"rules\":[{\"from\":[{\"source\":{\"namespaces\":[\"no\"]}}]}]}",
        "denied by policy: default-deny");
  }

  private void both(int feature, String policy, String why) throws Exception {
    try (TestMesh mesh = TestMesh.start(folder, Map.of())) {
      mesh.admin().mode("back", "STRICT");
      AgentFlag ofServer = mesh.agent("back", "server");
      AgentFlag ofClient = mesh.agent("front", "client");
      try (JvmProcess program = start(feature, ofServer);
          ClientControl client = ClientControl.start(Jdks.require(feature), ofClient.options())) {
        int port = program.awaitPort();
        String remote = "localhost/127.0.0.1:" + port;
        assertThat(client.open("open", port)).isEqualTo("ok");
        assertThat(client.say("open")).isEqualTo("ok");

        mesh.admin().authorize("back", "rule", policy);

        // An open one is cut. No text can be sent in the midst of a stream.
        String cut = "connection from %s at {client} cut: %s".formatted(CLIENT, why);
        assertEnded(feature, program, 1, cut);
        Told.assertFailed(
            feature,
            client.say("open"),
            "failed ",
            "connection with %s at %s ended without close_notify: it was cut or truncated"
                .formatted(SERVER, remote),
            Map.of());
        LogOf server = new LogOf(ofServer);
        Told.assertRefused(server.next(), "inbound", CLIENT, "{client}", port, cut, Map.of());

        String told = "%s at %s refused the connection: %s".formatted(SERVER, remote, why);
        Told.assertFailed(feature, client.call(port), "failed ", told, Map.of());
        String refused = "connection from %s at {client} refused: %s".formatted(CLIENT, why);
        assertEnded(feature, program, 2, refused);
        Told.assertRefused(server.next(), "inbound", CLIENT, "{client}", port, refused, Map.of());
        Told.assertRefused(
            new LogOf(ofClient).next(), "outbound", SERVER, remote, port, told, Map.of());
        assertThat(program.stderr()).isEmpty();
        assertThat(client.process().stderr()).isEmpty();
      }
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void plaintext_ofAPortThatBecomesStrict_isCutAndTold(int feature) throws Exception {
    try (TestMesh mesh = TestMesh.start(folder, Map.of())) {
      AgentFlag ofServer = mesh.agent("back", "server");
      try (JvmProcess program = start(feature, ofServer);
          ClientControl outside = ClientControl.start(Jdks.require(feature), List.of())) {
        int port = program.awaitPort();
        assertThat(outside.open("plain", port)).isEqualTo("ok");
        assertThat(outside.say("plain")).isEqualTo("ok");

        mesh.admin().mode("back", "STRICT");

        String cut =
            "connection from {client} cut: plaintext, and port %d is STRICT now".formatted(port);
        assertEnded(feature, program, 1, cut);
        Told.assertRefused(
            new LogOf(ofServer).next(),
            "inbound",
            "unauthenticated",
            "{client}",
            port,
            cut,
            Map.of());
        assertThat(program.stderr()).isEmpty();
      }
    }
  }

  private static JvmProcess start(int feature, AgentFlag agent) {
    return JvmProcess.on(Jdks.require(feature))
        .options(agent.options())
        .start(ClassPath.with(List.of()), ReportingServer.class, List.of("0"));
  }

  private static void assertEnded(int feature, JvmProcess program, int number, String reason) {
    String name = "connection " + number;
    String end = program.awaitLine("^" + name + " (failed|ended).*").group();
    Told.assertFailed(feature, end, name + " failed: ", reason, Map.of());
  }
}
