package dev.weft.server.resources.kubectl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.core.json.JsonReader;
import dev.weft.server.resources.kubectl.Kubectl.Result;
import dev.weft.server.resources.kubectl.StandIn.Asked;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documents, tables and selectors, as a real kubectl takes them. */
class KubectlTest {
  private static final String POLICY =
      """
      apiVersion: security.istio.io/v1
      kind: AuthorizationPolicy
      metadata: {name: no-storefront, namespace: back, labels: {app: orders}}
      spec:
        action: DENY
        rules:
        - from:
          - source: {principals: [cluster.local/ns/front/sa/storefront]}
      """;

  @TempDir Path home;
  private StandIn server;
  private Kubectl kubectl;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(Kubectl.find().isPresent(), "no kubectl on the PATH");
    server = StandIn.start();
    kubectl = new Kubectl(home, server.url());
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private String ok(String... arguments) throws Exception {
    Result result = kubectl.run(arguments);
    assertThat(result.code()).as("%s: %s", List.of(arguments), result.err()).isZero();
    return result.out();
  }

  private String okWith(String input, String... arguments) throws Exception {
    Result result = kubectl.runWith(input, arguments);
    assertThat(result.code()).as("%s: %s", List.of(arguments), result.err()).isZero();
    return result.out();
  }

  @Test
  void apiResources_everyKind() throws Exception {
    assertThat(ok("api-resources", "--no-headers").lines().map(it -> it.split("\\s+", 2)[0]))
        .contains(
            "authorizationpolicies",
            "peerauthentications",
            "requestauthentications",
            "jointokens",
            "workloads",
            "accessreviews",
            "apitokens",
            "auditevents");
    assertThat(ok("api-resources", "--categories", "istio-io", "-o", "name").lines())
        .containsExactlyInAnyOrder(
            "authorizationpolicies.security.istio.io",
            "peerauthentications.security.istio.io",
            "requestauthentications.security.istio.io");
    assertThat(ok("version")).contains("Server Version: v1.32.0+weft-test");
  }

  @Test
  void explain_everyLevel_ownWords() throws Exception {
    assertThat(ok("explain", "ap.spec"))
        .contains("GROUP:      security.istio.io", "action\t<string>", "enum: ALLOW, DENY, AUDIT");
    assertThat(ok("explain", "authorizationpolicy.spec.rules.from.source.principals"))
        .contains("FIELD: principals <[]string>", "cluster.local stands for");
    assertThat(ok("explain", "pa.spec.portLevelMtls.mode")).contains("FIELD: mode <string>");
    assertThat(ok("explain", "jointokens.metadata.labels")).contains("map[string]string");
    assertThat(ok("explain", "accessreview", "--recursive")).contains("trustDomainAliases");
    assertThat(ok("explain", "apitoken.status.token")).contains("Only in the answer");
  }

  @Test
  void create_strict_leavesTheCheckToTheServer() throws Exception {
    okWith(POLICY.replace("action: DENY", "action: DENY\n  actoin: x"), "create", "-f", "-");

    Asked post = only("POST");
    assertThat(post.query()).isEqualTo("fieldManager=kubectl-create&fieldValidation=Strict");
    assertThat(post.body()).contains("actoin");
  }

  @Test
  void get_table_columnsOfIstioAndMore() throws Exception {
    okWith(POLICY, "create", "-f", "-");

    assertThat(ok("get", "ap").lines().map(it -> it.replaceAll("\\s+", " ").strip()))
        .containsExactly("NAME ACTION RULES ENFORCED AGE", "no-storefront DENY 1 5m");
    assertThat(ok("get", "ap", "-A", "--no-headers")).startsWith("back ");
    assertThat(ok("get", "istio-io"))
        .contains("authorizationpolicy.security.istio.io/no-storefront");
    assertThat(ok("get", "weft")).isEmpty();
    assertThat(ok("get", "ap", "-l", "app in (orders),!tier", "-o", "name")).isNotEmpty();
    assertThat(ok("get", "ap", "-l", "app!=orders", "-o", "name")).isEmpty();
    assertThat(ok("get", "ap", "--field-selector", "spec.action=DENY", "-o", "name")).isNotEmpty();
    assertThat(kubectl.run("get", "ap", "--field-selector", "spec.rules=1").err())
        .contains("field label not supported: spec.rules");
    assertThat(ok("get", "ap", "no-storefront", "-o", "jsonpath={.spec.action}")).isEqualTo("DENY");
    assertThat(ok("describe", "ap", "no-storefront")).contains("Action:  DENY");
    assertThat(ok("wait", "--for=jsonpath={.spec.action}=DENY", "ap/no-storefront", "--timeout=9s"))
        .contains("condition met");
  }

  @Test
  void apply_twice_mergePatch() throws Exception {
    okWith(POLICY, "apply", "-f", "-");
    server.forget();

    assertThat(okWith(POLICY.replace("DENY", "ALLOW"), "apply", "-f", "-")).contains("configured");

    Asked patch = only("PATCH");
    assertThat(patch.type()).isEqualTo("application/merge-patch+json");
    assertThat(patch.query())
        .isEqualTo("fieldManager=kubectl-client-side-apply&fieldValidation=Strict");
    assertThat(ok("get", "ap", "no-storefront", "-o", "jsonpath={.spec.action}"))
        .isEqualTo("ALLOW");
    assertThat(okWith(POLICY.replace("DENY", "ALLOW"), "apply", "-f", "-")).contains("unchanged");
  }

  @Test
  void apply_serverSide_applyPatch() throws Exception {
    assertThat(okWith(POLICY, "apply", "--server-side", "-f", "-")).contains("serverside-applied");

    Asked patch = only("PATCH");
    assertThat(patch.type()).isEqualTo("application/apply-patch+yaml");
    assertThat(patch.query()).isEqualTo("fieldManager=kubectl&fieldValidation=Strict&force=false");
  }

  @Test
  void replaceDiffDelete_work() throws Exception {
    okWith(POLICY, "create", "-f", "-");
    String changed = POLICY.replace("DENY", "ALLOW");

    Result diff = kubectl.runWith(changed, "diff", "-f", "-");
    assertThat(diff.code()).as(diff.err()).isEqualTo(1);
    assertThat(diff.out()).contains("-  action: DENY", "+  action: ALLOW");
    assertThat(okWith(changed, "replace", "-f", "-")).contains("replaced");
    assertThat(ok("delete", "ap", "no-storefront")).contains("deleted");
    assertThat(ok("wait", "--for=delete", "ap/no-storefront", "--timeout=5s")).isEmpty();
  }

  @Test
  void auth_questionsInProtobuf_areUnderstood() throws Exception {
    assertThat(ok("auth", "can-i", "create", "ap")).isEqualTo("yes\n");
    assertThat(ok("auth", "can-i", "--list")).contains("*.*");
    assertThat(ok("auth", "whoami")).contains("ada", "editors");
  }

  @Test
  void rawDocuments_areJson() throws Exception {
    for (String path : List.of("/version", "/api", "/apis", "/apis/weft.dev", "/openapi/v3")) {
      assertThat(JsonReader.read(ok("get", "--raw", path)).typeName()).isEqualTo("object");
    }
  }

  private Asked only(String method) {
    List<Asked> found = server.asked().stream().filter(it -> it.method().equals(method)).toList();
    assertThat(found).as("%s", server.asked()).hasSize(1);
    return found.get(0);
  }
}
