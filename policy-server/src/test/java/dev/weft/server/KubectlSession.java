package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.server.Kubectl.Result;
import java.nio.file.Files;
import java.nio.file.Path;

/** A policy server, and its admin at a kubectl. */
final class KubectlSession implements AutoCloseable {
  static final String POLICY =
      """
      apiVersion: security.istio.io/v1
      kind: AuthorizationPolicy
      metadata: {name: no-storefront, namespace: back, labels: {app: orders}}
      spec:
        action: DENY
        rules:
        - from:
          - source: {principals: [weft.local/ns/front/sa/storefront]}
      """;

  static final String ALLOWING = POLICY.replace("DENY", "ALLOW");

  private final Path home;
  private final TestServer server;
  private final Kubectl admin;

  private KubectlSession(Path home, TestServer server) throws Exception {
    this.home = home;
    this.server = server;
    this.admin = Kubectl.of(home, server, server.adminToken());
  }

  /** Starts one, or leaves the test out where there is no kubectl. */
  static KubectlSession start(Path folder) throws Exception {
    assumeTrue(Kubectl.find().isPresent(), Kubectl.MISSING);
    Path home = Files.createDirectories(folder.resolve("home"));
    return new KubectlSession(home, TestServer.start(folder.resolve("data")));
  }

  TestServer server() {
    return server;
  }

  Kubectl admin() {
    return admin;
  }

  Kubectl as(String token) {
    return Kubectl.of(home, server, token);
  }

  String ok(String... arguments) throws Exception {
    return admin.run(arguments).require();
  }

  String okWith(String input, String... arguments) throws Exception {
    return admin.runWith(input, arguments).require();
  }

  /** What it says when it fails. */
  String failed(String input, String... arguments) throws Exception {
    Result result = admin.runWith(input, arguments);
    assertThat(result.code()).as(result.out()).isEqualTo(1);
    return result.out() + result.err();
  }

  /** Makes a viewer of the namespace {@code back}, and gives its token. */
  String viewer() throws Exception {
    return okWith(
        """
        apiVersion: weft.dev/v1
        kind: ApiToken
        metadata: {name: vera}
        spec: {role: viewer, namespaces: [back]}
        """,
        "create",
        "-f",
        "-",
        "-o",
        "jsonpath={.status.token}");
  }

  @Override
  public void close() {
    server.close();
  }
}
