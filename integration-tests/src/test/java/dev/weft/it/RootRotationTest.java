package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.ClientControl;
import dev.weft.it.harness.Credentials;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import dev.weft.it.harness.TestCa;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestMesh.AgentFlag;
import dev.weft.it.programs.ReportingServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A root takes another's place as operators do it: both are trusted, then the other one's CA
 * issues, then it alone is trusted. Two agents and a node proxy exchange requests all the while.
 */
class RootRotationTest {
  private static final String CLIENT = "spiffe://weft.local/ns/front/sa/client";
  private static final String DENY_FRONT =
      "{\"action\":\"DENY\",\"rules\":[{\"from\":[{\"source\":{\"namespaces\":[\"front\"]}}]}]}";

  private final TestCa old = new TestCa("weft.local");
  private final TestCa next = new TestCa("weft.local");

  @TempDir private Path folder;
  private TestMesh mesh;
  private AgentFlag front;
  private AgentFlag back;
  private JvmProcess server;
  private JvmProcess plainServer;
  private NodeProxyProcess proxy;
  private ClientControl client;
  private int port;
  private int proxiedPort;
  private int waysOut;

  @BeforeEach
  void start() throws Exception {
    old.writeTo(ca());
    // Long enough for a restart of the policy server, and short enough to be waited for.
    mesh = TestMesh.start(folder, Map.of("ca.dir", ca().toString(), "svid.ttl", "30s"));
    mesh.admin().mode("back", "STRICT");
    mesh.admin().mode("proxied", "STRICT");
    back = mesh.agent("back", "server");
    front = mesh.agent("front", "client");
    server = serve(back.options());
    plainServer = serve(List.of());
    port = server.awaitPort();
    proxy =
        mesh.nodeProxy(
            "proxied",
            "program",
            "{}",
            List.of(
                "{inbound: '127.0.0.1:0', to: '127.0.0.1:%d'}".formatted(plainServer.awaitPort()),
                "{outbound: '127.0.0.1:0', to: 'server.back:%d'}".formatted(port)));
    proxiedPort = proxy.ports().get(0);
    waysOut = proxy.ports().get(1);
    client = ClientControl.start(Jdks.require(25), front.options());
  }

  private static JvmProcess serve(List<String> options) {
    return JvmProcess.on(Jdks.require(17))
        .options(options)
        .start(ClassPath.with(List.of()), ReportingServer.class, List.of("0"));
  }

  @AfterEach
  void stop() {
    client.close();
    proxy.close();
    server.close();
    plainServer.close();
    mesh.close();
  }

  @Test
  void rotation_underLoad_failsNoRequestAndEndsTrustInTheOldRoot() throws Exception {
    openBoth("early");
    exchange("early");

    mesh.server().kill();
    List<Long> changes = changes();
    start(old, List.of(old, next), "early");
    awaitMore(changes, "early");

    mesh.server().kill();
    start(next, List.of(old, next), "early");
    awaitMore(changes(), "early");
    openBoth("late");
    assertThatANewcomerIsTaken();

    mesh.server().kill();
    changes = changes();
    start(next, List.of(next), "late");
    awaitMore(changes, "late");

    awaitCut("early-agent");
    awaitCut("early-proxy");
    Credentials trusted = next.svid(CLIENT);
    for (int each : List.of(port, proxiedPort)) {
      assertThat(WordsOverTls.talk(each, trusted, WordsOverTls.MESH_ALPN))
          .isEqualTo(WordsOverTls.words());
      assertThat(
              WordsOverTls.talk(
                  each, WordsOverTls.trusting(trusted, old.svid(CLIENT)), WordsOverTls.MESH_ALPN))
          .isEmpty();
    }
    // All of them hear from the policy server still.
    mesh.server().admin().authorize("back", "rule", DENY_FRONT);
    mesh.server().admin().authorize("proxied", "rule", DENY_FRONT);
    awaitCut("late-agent");
    awaitCut("late-proxy");
    assertThat(server.stderr()).isEmpty();
    assertThat(client.process().stderr()).isEmpty();
  }

  /** One that knows the policy server by its join token alone. */
  private void assertThatANewcomerIsTaken() throws IOException {
    try (ClientControl newcomer =
        ClientControl.start(Jdks.require(17), mesh.agent("front", "newcomer").options())) {
      assertThat(newcomer.call(port)).isEqualTo("ok");
    }
  }

  private Path ca() {
    return folder.resolve("cacerts");
  }

  /** Starts the policy server again with that CA and those roots, under load. */
  private void start(TestCa issuer, List<TestCa> trusted, String name) throws Exception {
    issuer.writeTo(ca(), trusted);
    CompletableFuture<Void> started = CompletableFuture.runAsync(mesh.server()::restart);
    exchangeUntil(started::isDone, name);
    started.join();
  }

  /** Until each enforcer has another SVID or other roots than when it had told so many times. */
  private void awaitMore(List<Long> before, String name) {
    exchangeUntil(
        () -> {
          List<Long> now = changes();
          return now.get(0) > before.get(0)
              && now.get(1) > before.get(1)
              && now.get(2) > before.get(2);
        },
        name);
  }

  private List<Long> changes() throws IOException {
    return List.of(
        changes(front.lines()),
        changes(back.lines()),
        changes(proxy.process().stdout().lines().toList()));
  }

  private static long changes(List<String> log) {
    return log.stream().filter(line -> line.contains("event=identity.changed")).count();
  }

  private void exchangeUntil(Callable<Boolean> end, String name) {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              exchange(name);
              return end.call();
            });
  }

  private void openBoth(String name) {
    assertThat(client.open(name + "-agent", port)).isEqualTo("ok");
    assertThat(client.open(name + "-proxy", proxiedPort)).isEqualTo("ok");
  }

  /** On connections of their own and on those of that name, between all of them. */
  private void exchange(String name) throws IOException {
    assertThat(client.call(port)).isEqualTo("ok");
    assertThat(client.call(proxiedPort)).isEqualTo("ok");
    assertThat(client.say(name + "-agent")).isEqualTo("ok");
    assertThat(client.say(name + "-proxy")).isEqualTo("ok");
    assertThat(throughTheProxy()).isEqualTo("hello");
  }

  /** From a program outside the mesh by the proxy to the agent's program, and back. */
  private String throughTheProxy() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), waysOut)) {
      socket.setSoTimeout((int) JvmProcess.PATIENCE.toMillis());
      socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII);
    }
  }

  private void awaitCut(String name) {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(() -> assertThat(client.say(name)).startsWith("failed"));
  }
}
