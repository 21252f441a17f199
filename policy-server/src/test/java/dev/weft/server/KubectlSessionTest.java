package dev.weft.server;

import static dev.weft.server.KubectlSession.ALLOWING;
import static dev.weft.server.KubectlSession.POLICY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.server.Kubectl.Result;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How people keep policies with kubectl. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class KubectlSessionTest {
  private static final String NAME = "ap/no-storefront";

  private KubectlSession session;

  @BeforeAll
  void start(@TempDir Path temp) throws Exception {
    session = KubectlSession.start(temp);
  }

  @AfterEach
  void empty() throws Exception {
    session.ok("delete", "ap", "--all");
  }

  @AfterAll
  void stop() {
    if (session != null) {
      session.close();
    }
  }

  private String action() throws Exception {
    return session.ok("get", NAME, "-o", "jsonpath={.spec.action}");
  }

  @Test
  void discovery_namesAndExplainsEveryKind() throws Exception {
    assertThat(session.ok("api-resources", "--no-headers").lines().map(it -> it.split(" ", 2)[0]))
        .contains(
            "authorizationpolicies",
            "peerauthentications",
            "requestauthentications",
            "telemetries",
            "tracesamplings",
            "jointokens",
            "workloads",
            "accessreviews",
            "apitokens",
            "auditevents",
            "traces");
    assertThat(session.ok("explain", "ap.spec"))
        .contains("action\t<string>", "enum: ALLOW, DENY, AUDIT");
    assertThat(session.ok("explain", "telemetries.spec.tracing.randomSamplingPercentage"))
        .contains("GROUP:      telemetry.istio.io", "<number>");
    assertThat(session.ok("explain", "ts.spec.rules.match")).contains("principals\t<[]string>");
    assertThat(session.ok("version")).contains("Server Version: v1.32.0+weft");
  }

  @Test
  void get_inEveryForm() throws Exception {
    assertThat(session.okWith(POLICY, "create", "-f", "-")).contains("created");
    assertThat(session.failed(POLICY, "create", "-f", "-")).contains("AlreadyExists");

    assertThat(session.ok("get", "ap"))
        .containsPattern("NAME +ACTION +RULES +ENFORCED +AGE\nno-storefront +DENY +1 ");
    assertThat(session.ok("get", "ap", "-o", "wide")).contains("no-storefront");
    assertThat(session.ok("get", "ap", "-A")).containsPattern("back +no-storefront");
    assertThat(session.ok("get", NAME, "-o", "yaml")).contains("action: DENY", "uid: ");
    assertThat(session.ok("get", "ap", "-l", "app in (orders),!tier", "-o", "name")).isNotEmpty();
    assertThat(session.ok("get", "ap", "-l", "app!=orders", "-o", "name")).isEmpty();
    assertThat(session.ok("get", "ap", "--field-selector", "spec.action=DENY", "-o", "name"))
        .isNotEmpty();
    assertThat(session.ok("get", "ap", "--field-selector", "spec.action=ALLOW", "-o", "name"))
        .isEmpty();
    assertThat(session.ok("get", "istio-io"))
        .contains("authorizationpolicy.security.istio.io/no-storefront");
    assertThat(session.ok("describe", NAME)).contains("Action:  DENY");
  }

  @Test
  void apply_clientSide_thenServerSide_keepsWhoSaidWhat() throws Exception {
    assertThat(session.okWith(POLICY, "apply", "-f", "-")).contains("created");
    assertThat(session.okWith(ALLOWING, "apply", "-f", "-")).contains("configured");
    assertThat(session.okWith(ALLOWING, "apply", "-f", "-")).contains("unchanged");

    assertThat(session.okWith(POLICY, "apply", "--server-side", "-f", "-"))
        .contains("serverside-applied");
    // By the second in which each was there, so that either may be the first.
    assertThat(
            session
                .ok("get", NAME, "-o", "jsonpath={.metadata.managedFields[*].manager}")
                .split(" ", -1))
        .containsExactlyInAnyOrder("kubectl", "kubectl-last-applied");
    assertThat(
            session.failed(ALLOWING, "apply", "--server-side", "--field-manager=robot", "-f", "-"))
        .contains("conflict with \"kubectl\": .spec.action");
    assertThat(action()).isEqualTo("DENY");
    session.okWith(
        ALLOWING,
        "apply",
        "--server-side",
        "--field-manager=robot",
        "--force-conflicts",
        "-f",
        "-");
    assertThat(action()).isEqualTo("ALLOW");
  }

  @Test
  void dryRunAndDiff_storeNothing() throws Exception {
    session.okWith(POLICY, "apply", "--dry-run=server", "-f", "-");
    session.okWith(POLICY, "apply", "--server-side", "--dry-run=server", "-f", "-");
    assertThat(session.ok("get", "ap", "-o", "name")).isEmpty();

    session.okWith(POLICY, "apply", "-f", "-");
    assertThat(session.failed(ALLOWING, "diff", "-f", "-"))
        .contains("-  action: DENY", "+  action: ALLOW");
    assertThat(session.okWith(POLICY, "diff", "-f", "-")).isEmpty();
    assertThat(action()).isEqualTo("DENY");
  }

  @Test
  void edit_replace_patch_label_annotate() throws Exception {
    session.okWith(ALLOWING, "create", "-f", "-");
    assertThat(session.ok("edit", NAME)).contains("edited");
    assertThat(action()).isEqualTo("AUDIT");
    assertThat(session.okWith(POLICY, "replace", "-f", "-")).contains("replaced");

    session.ok("patch", NAME, "--type=merge", "-p", "{\"spec\":{\"action\":\"ALLOW\"}}");
    assertThat(action()).isEqualTo("ALLOW");
    session.ok(
        "patch",
        NAME,
        "--type=json",
        "-p",
        "[{\"op\":\"replace\",\"path\":\"/spec/action\",\"value\":\"DENY\"}]");
    assertThat(action()).isEqualTo("DENY");
    assertThat(session.failed("", "patch", NAME, "-p", "{\"spec\":{\"action\":\"ALLOW\"}}"))
        .contains("strategic-merge-patch+json", "application/merge-patch+json");
    assertThat(action()).isEqualTo("DENY");

    assertThat(session.ok("label", NAME, "tier=gold")).contains("labeled");
    assertThat(session.ok("annotate", NAME, "why=because")).contains("annotated");
    assertThat(session.ok("get", "ap", "-l", "tier=gold", "-o", "name")).isNotEmpty();
    assertThat(session.ok("label", NAME, "tier-")).contains("unlabeled");
  }

  @Test
  void watchAndWait_seeWhatHappens() throws Exception {
    session.okWith(POLICY, "create", "-f", "-");
    List<String> lines = new ArrayList<>();
    Process watch = session.admin().start("get", "ap", "-w");
    try (BufferedReader out = watch.inputReader(StandardCharsets.UTF_8)) {
      lines.add(out.readLine());
      lines.add(out.readLine());
      session.ok("patch", NAME, "--type=merge", "-p", "{\"spec\":{\"action\":\"ALLOW\"}}");
      lines.add(out.readLine());
    } finally {
      watch.destroy();
      watch.waitFor();
    }
    assertThat(lines.get(1)).contains("DENY");
    assertThat(lines.get(2)).contains("ALLOW");

    session.server().writeStatus();
    assertThat(session.ok("wait", "--for=condition=Accepted", NAME, "--timeout=30s"))
        .contains("condition met");
    assertThat(session.ok("wait", "--for=jsonpath={.spec.action}=ALLOW", NAME, "--timeout=30s"))
        .contains("condition met");
    Process gone = session.admin().start("wait", "--for=delete", NAME, "--timeout=60s");
    assertThat(session.ok("delete", "ap", "no-storefront")).contains("deleted");
    assertThat(gone.waitFor()).isZero();
  }

  @Test
  void mistakes_areNamed() throws Exception {
    String typo = POLICY.replace("action: DENY", "action: DENY\n  actoin: DENY");
    for (String[] way :
        List.of(
            new String[] {"create", "-f", "-"},
            new String[] {"create", "--validate=ignore", "-f", "-"},
            new String[] {"apply", "-f", "-"},
            new String[] {"apply", "--server-side", "-f", "-"})) {
      assertThat(session.failed(typo, way)).contains("spec.actoin", "unknown field");
    }
    String empty = POLICY.substring(0, POLICY.indexOf("  rules:"));
    assertThat(session.failed(empty, "create", "-f", "-")).contains("spec.rules", "DENY");
    assertThat(session.ok("get", "ap", "-o", "name")).isEmpty();
  }

  @Test
  void rollback_restoresARevision() throws Exception {
    String path = "/apis/security.istio.io/v1/namespaces/back/authorizationpolicies/no-storefront";
    session.okWith(POLICY, "apply", "-f", "-");
    String first = session.ok("get", NAME, "-o", "jsonpath={.metadata.resourceVersion}");
    session.okWith(ALLOWING, "apply", "-f", "-");
    assertThat(session.ok("get", "--raw", path + "/revisions")).contains("\"revision\":" + first);
    assertThat(session.ok("get", "--raw", path + "/diff"))
        .contains("{\"field\":\"spec.action\",\"before\":\"DENY\",\"after\":\"ALLOW\"}");

    String rollback =
        "{\"apiVersion\":\"weft.dev/v1\",\"kind\":\"Rollback\",\"spec\":{\"revision\":"
            + first
            + "}}";
    session.okWith(rollback, "create", "--raw", path + "/rollback", "-f", "-");

    assertThat(action()).isEqualTo("DENY");
    Result audit = session.admin().run("get", "auditevents");
    assertThat(audit.require()).contains("AuthorizationPolicy back/no-storefront");
  }
}
