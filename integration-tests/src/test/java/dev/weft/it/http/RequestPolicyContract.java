package dev.weft.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.RawHttpControl;
import dev.weft.it.harness.TestMesh;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds for every server library that is woven. The server answers each request with {@code
 * saw METHOD [PATH] client-cert=... query=... body=...}, as it sees them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RequestPolicyContract {
  private static final String CALLER = "cluster.local/ns/front/sa/client";
  private static final String OPEN = "GET /open HTTP/1.1\r\nHost: a.test\r\n\r\n";

  /** What every policy of these tests refuses: so it is seen when one is gone. */
  private static final String MARKED = "/closed-while-in-force";

  private static final String MARK = "{'to':[{'operation':{'paths':['" + MARKED + "']}}]}";
  private static final String IN_FORCE = "GET " + MARKED + " HTTP/1.1\r\nHost: b.test\r\n\r\n";

  private TestMesh mesh;
  private JvmProcess server;
  private RawHttpControl client;
  private int port;

  /** Starts the server program with those JVM options. */
  abstract JvmProcess startServer(List<String> options);

  /** Starts the server as the workload {@code server} of the namespace {@code back}. */
  JvmProcess startServer(TestMesh inMesh) throws Exception {
    return startServer(inMesh.agent("back", "server").options());
  }

  /** Where it listens. */
  int port(JvmProcess started) {
    return started.awaitPort();
  }

  /** Leaves out what the library itself says of a connection that breaks. */
  String withoutBrokenConnections(String stderr) {
    return stderr;
  }

  @BeforeAll
  final void start(@TempDir Path folder) throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    mesh.admin().mode("back", "STRICT");
    server = startServer(mesh);
    port = port(server);
    client = RawHttpControl.start(Jdks.require(17), mesh.agent("front", "client").options());
  }

  @AfterAll
  final void stop() {
    assertThat(withoutBrokenConnections(server.stderr())).isEmpty();
    assertThat(client.process().stderr()).isEmpty();
    client.close();
    server.close();
    mesh.close();
  }

  @AfterEach
  final void removeThePolicy() throws IOException {
    mesh.admin().unauthorize("back", "rule");
    await(IN_FORCE, "200 saw GET [/closed-while-in-force]");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`{'to':[{'operation':{'paths':['/open*']}}]}`",
        "`{'to':[{'operation':{'methods':['GET'],'paths':['/open']}}]}`",
        "`{'to':[{'operation':{'notPaths':['/closed*']}}]}`",
        "`{'from':[{'source':{'principals':['CALLER']}}],'to':[{'operation':{'paths':['/open']}}]}`",
        "`{'to':[{'operation':{'hosts':['a.test'],'paths':['/open']}}]}`",
      })
  void request_allowRuleWithRequestFields_passesWhatMatchesAndNoMore(String rule)
      throws IOException {
    authorize("ALLOW", rule);

    await(get("/closed"), "403 RBAC: access denied: default-deny");
    assertThat(send(OPEN)).startsWith("200 saw GET [/open] ");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`{'to':[{'operation':{'paths':['/closed']}}]}`",
        "`{'to':[{'operation':{'methods':['GET'],'paths':['/clo*']}}]}`",
        "`{'from':[{'source':{'principals':['CALLER']}}],'to':[{'operation':{'paths':['/closed']}}]}`",
      })
  void request_denyRuleWithRequestFields_isToldTheRule(String rule) throws IOException {
    authorize("DENY", rule);

    await(get("/closed"), "403 RBAC: access denied: explicit-deny by back/rule[0]");
    assertThat(send(OPEN)).startsWith("200 saw GET [/open] ");
  }

  @Test
  void request_ruleOnHeader_seesEveryValue() throws IOException {
    authorize("DENY", "{'when':[{'key':'request.headers[x-role]','values':['guest','a,b']}]}");

    await("GET /open HTTP/1.1\r\nHost: a\r\nX-Role: guest\r\n\r\n", "403 RBAC: access denied");
    assertThat(send("GET /open HTTP/1.1\r\nHost: a\r\nx-ROLE: a\r\nX-role: b\r\n\r\n"))
        .startsWith("403 ");
    assertThat(send("GET /open HTTP/1.1\r\nHost: a\r\nX-Role: user\r\n\r\n")).startsWith("200 ");
  }

  @Test
  void requests_onOneConnection_eachIsJudged() throws IOException {
    authorize("DENY", "{'to':[{'operation':{'paths':['/closed']}}]}");
    await(get("/closed"), "403 ");

    String answers = client.send(port, 4, OPEN + get("/closed") + OPEN + get("/closed"));

    assertThat(answers)
        .matches("200 saw GET \\[/open\\] .* \\| 403 .* \\| 200 saw GET \\[/open\\] .* \\| 403 .*");
  }

  @Test
  void requests_policyChangesMeanwhile_theOpenConnectionFollows() throws IOException {
    assertThat(client.sendOn("held", port, get("/closed"))).startsWith("200 ");

    authorize("ALLOW", "{'to':[{'operation':{'paths':['/open']}}]}");
    await(get("/closed"), "403 ");
    assertThat(client.sendOn("held", port, get("/closed"))).startsWith("403 ");
    assertThat(client.sendOn("held", port, OPEN)).startsWith("200 ");

    mesh.admin().unauthorize("back", "rule");
    await(get("/closed"), "200 ");
    assertThat(client.sendOn("held", port, get("/closed"))).startsWith("200 ");

    authorize("DENY", "{'from':[{'source':{'principals':['CALLER']}}]}");
    await(OPEN, "explicit-deny by back/rule[0]");
    assertThat(client.sendOn("held", port, OPEN)).startsWith("failed ");
  }

  @Test
  void request_deniedWithBody_theNextOnTheConnectionIsServed() throws IOException {
    authorize("DENY", "{'to':[{'operation':{'methods':['POST']}}]}");
    String post = "POST /open HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nGET /";
    await(post, "403 ");

    assertThat(client.send(port, 2, post + OPEN)).matches("403 .* \\| 200 saw GET \\[/open\\] .*");
  }

  @Test
  void request_allowedWithBody_arrivesWhole() throws IOException {
    authorize("ALLOW", "{'to':[{'operation':{'methods':['POST']}}]}");
    await(OPEN, "403 ");

    assertThat(send("POST /open?a=b HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"))
        .startsWith("200 saw POST [/open] ")
        .contains("query=a=b")
        .contains("body=hello");
  }

  @Test
  void request_deniedThatExpectsToContinue_isNotToldTo() throws IOException {
    authorize("DENY", "{'to':[{'operation':{'methods':['POST']}}]}");
    await("POST /open HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", "403 ");

    String head = "POST /open HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n";
    assertThat(send(head + "Expect: 100-continue\r\n\r\n")).startsWith("403 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x-forwarded-client-cert", "X-Forwarded-Client-Cert", "X-FORWARDED-client-CERT"})
  void request_withAnIdentityOfItsOwnMaking_losesIt(String name) throws IOException {
    authorize("DENY", "{'to':[{'operation':{'paths':['/never']}}]}");

    String forged = name + ": URI=spiffe://weft.local/ns/a/sa/admin\r\n";
    assertThat(send("GET /open HTTP/1.1\r\nHost: a\r\n" + forged + forged + "\r\n"))
        .contains("saw GET [/open] client-cert=null ");
  }

  @Test
  void requests_readInTwoWays_neverReachWhatIsDenied() throws IOException {
    authorize("DENY", "{'to':[{'operation':{'paths':['/admin','/admin/*','/admin;*']}}]}");
    await(get("/admin"), "403 ");

    for (String target : OddRequests.READ_IN_TWO_WAYS) {
      assertThat(send("GET " + target + " HTTP/1.1\r\nHost: a.test\r\n\r\n"))
          .as(target)
          .doesNotContainPattern("saw \\S+ \\[/*admin([/;].*)?\\]");
    }
  }

  @Test
  void requests_writtenOddly_areDeniedAllTheSame() throws IOException {
    authorize("DENY", "{'to':[{'operation':{'paths':['/admin*']}}]}");
    await(get("/admin"), "403 ");

    for (String request : OddRequests.WRITTEN_ODDLY) {
      assertThat(send(request)).as(request).doesNotContain("saw ");
    }
  }

  @Test
  void request_withTwoHosts_neverPassesARuleOnOne() throws IOException {
    authorize("ALLOW", "{'to':[{'operation':{'hosts':['a.test']}}]}");
    await("GET /open HTTP/1.1\r\nHost: b.test\r\n\r\n", "403 ");

    assertThat(send("GET / HTTP/1.1\r\nHost: a.test\r\nHost: b.test\r\n\r\n"))
        .doesNotContain("saw");
    assertThat(send("GET / HTTP/1.1\r\nHost: b.test\r\nHost: a.test\r\n\r\n"))
        .doesNotContain("saw");
    assertThat(send(OPEN)).startsWith("200 ");
  }

  @Test
  void connection_ruleWithoutRequestFields_isRefusedAsEver() throws IOException {
    authorize("DENY", "{'from':[{'source':{'principals':['CALLER']}}]}");

    await(OPEN, "explicit-deny by back/rule[0]");
    assertThat(send(OPEN)).startsWith("failed ");
  }

  @Test
  void connection_whoseRequestsCanNeverPass_isRefusedAtOnce() throws IOException {
    authorize(
        "ALLOW",
        "{'from':[{'source':{'namespaces':['other']}}],'to':[{'operation':{'paths':['/open']}}]}");

    await(OPEN, "default-deny");
    assertThat(send(OPEN)).startsWith("failed ");
  }

  final String send(String request) {
    return client.send(port, request);
  }

  static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: a.test\r\n\r\n";
  }

  private void await(String request, String text) {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> assertThat(send(request)).contains(text));
  }

  private void authorize(String action, String rule) throws IOException {
    String rules = rule.replace("CALLER", CALLER) + (action.equals("DENY") ? "," + MARK : "");
    String spec = "{'action':'%s','rules':[%s]}".formatted(action, rules);
    mesh.admin().authorize("back", "rule", spec.replace('\'', '"'));
  }
}
