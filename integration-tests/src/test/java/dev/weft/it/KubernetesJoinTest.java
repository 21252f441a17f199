package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.ClientControl;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TokenSigner;
import dev.weft.it.programs.ReportingServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents join with tokens of service accounts, and again when their certificates ran out. */
class KubernetesJoinTest {
  private static final String ISSUER = "https://kubernetes.default.svc";

  @TempDir private Path folder;
  private final TokenSigner cluster = new TokenSigner();

  @Test
  void agents_withServiceAccountTokens_joinAndJoinAgainWithTheReplacedOne() throws Exception {
    Path keys = Files.writeString(folder.resolve("jwks.json"), cluster.keySet());
    Map<String, String> settings =
        Map.of("kubernetes.issuer", ISSUER, "kubernetes.jwks", keys.toString(), "svid.ttl", "6s");
    Path serverToken = folder.resolve("server.token");
    Path clientToken = folder.resolve("client.token");
    Path forgedToken = folder.resolve("forged.token");
    Files.writeString(serverToken, token(cluster, "back", "server", "server-1"));
    Files.writeString(clientToken, token(cluster, "front", "client", "client-1"));
    Files.writeString(forgedToken, token(new TokenSigner(), "front", "client", "client-1"));
    try (TestMesh mesh = TestMesh.start(folder, settings)) {
      mesh.admin().mode("back", "STRICT");
      TestMesh.AgentFlag forged = mesh.agentInPod(forgedToken, "startup.timeout=5s");
      try (JvmProcess program =
              JvmProcess.on(Jdks.require(17))
                  .options(mesh.agentInPod(serverToken, "").options())
                  .start(ClassPath.with(List.of()), ReportingServer.class, List.of("0"));
          ClientControl client =
              ClientControl.start(Jdks.require(17), mesh.agentInPod(clientToken, "").options());
          ClientControl liar = ClientControl.start(Jdks.require(17), forged.options())) {
        int port = program.awaitPort();

        assertThat(client.call(port)).isEqualTo("ok");
        assertThat(issuedTo(mesh)).contains("pod:back/server-1", "pod:front/client-1");
        assertThat(liar.call(port)).startsWith("failed MeshConnectException: ");
        assertThat(String.join("\n", forged.lines()))
            .contains("mesh.not.joined")
            .contains("signature: not the issuer's");

        mesh.server().kill();
        Files.writeString(clientToken, token(cluster, "front", "client", "client-2"));
        Awaitility.await()
            .atMost(JvmProcess.PATIENCE)
            .until(() -> client.call(port), answer -> answer.startsWith("failed"));
        mesh.server().restart();

        Awaitility.await()
            .atMost(JvmProcess.PATIENCE)
            .untilAsserted(() -> assertThat(client.call(port)).isEqualTo("ok"));
        assertThat(issuedTo(mesh)).contains("pod:front/client-2");
        assertThat(program.stderr()).isEmpty();
        assertThat(client.process().stderr()).isEmpty();
        assertThat(liar.process().stderr()).isEmpty();
      }
    }
  }

  /** Who got SVIDs, by the audit log. */
  private static List<String> issuedTo(TestMesh mesh) throws IOException {
    return mesh
        .admin()
        .calls()
        .send("GET", "/apis/weft.dev/v1/auditevents?action=svid.issue")
        .ok()
        .body()
        .array("items")
        .values()
        .stream()
        .map(it -> String.valueOf(((JsonObject) it).object("spec").string("actor")))
        .toList();
  }

  private static String token(TokenSigner signer, String namespace, String account, String pod)
      throws Exception {
    long now = Instant.now().getEpochSecond();
    return signer.sign(
        JsonObject.builder()
            .put("iss", ISSUER)
            .put("sub", "system:serviceaccount:" + namespace + ":" + account)
            .put("aud", new JsonArray(List.of(new JsonString("weft"))))
            .put("iat", now)
            .put("nbf", now)
            .put("exp", now + 3600)
            .put(
                "kubernetes.io",
                JsonObject.builder()
                    .put("namespace", namespace)
                    .put("serviceaccount", object(account))
                    .put("pod", object(pod))
                    .put("node", object("worker-1"))
                    .build())
            .build());
  }

  private static JsonObject object(String name) {
    return JsonObject.builder()
        .put("name", name)
        .put("uid", "11111111-2222-3333-4444-555555555555")
        .build();
  }
}
