package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.server.Kubectl.Result;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What else people do with kubectl: tokens, questions, a look at workloads. */
@Timeout(120)
class KubectlPeopleTest {
  @TempDir Path temp;
  private KubectlSession session;

  @BeforeEach
  void start() throws Exception {
    session = KubectlSession.start(temp);
  }

  @AfterEach
  void stop() {
    if (session != null) {
      session.close();
    }
  }

  @Test
  void viewer_asksWhatItMay_andMayNoMore() throws Exception {
    session.okWith(KubectlSession.POLICY, "create", "-f", "-");
    String token = session.viewer();
    Kubectl viewer = session.as(token);

    assertThat(viewer.run("auth", "whoami").require()).contains("token:vera");
    assertThat(viewer.run("auth", "can-i", "get", "ap").require()).startsWith("yes");
    Result no = viewer.run("auth", "can-i", "delete", "ap");
    assertThat(no.out()).startsWith("no");
    assertThat(no.code()).isEqualTo(1);
    assertThat(viewer.run("auth", "can-i", "--list").require())
        .containsPattern("authorizationpolicies.security.istio.io .*\\[get list watch\\]");
    assertThat(viewer.run("get", "ap", "-o", "name").require()).contains("no-storefront");
    assertThat(viewer.run("delete", "ap", "no-storefront").err())
        .contains("Forbidden", "token:vera");
    assertThat(session.ok("get", "ap", "-o", "name")).contains("no-storefront");
    session.server().writeRefusals();
    assertThat(session.ok("get", "auditevents")).contains("authorization.refuse");
    assertThat(session.ok("get", "apitokens", "-o", "yaml")).contains("vera").doesNotContain(token);
  }

  @Test
  void joinToken_isShownOnce_andItsWorkloadIsListed() throws Exception {
    String token =
        session.okWith(
            """
            apiVersion: weft.dev/v1
            kind: JoinToken
            metadata: {generateName: orders-}
            spec: {serviceAccount: orders, ttl: 10m, uses: 1}
            """,
            "create",
            "-f",
            "-",
            "-o",
            "jsonpath={.status.token}");
    assertThat(session.ok("get", "jointokens")).containsPattern("orders-\\w+ +orders +1 ");
    assertThat(session.ok("get", "jointokens", "-o", "yaml")).doesNotContain(token);

    Client orders = session.server().workload(Svid.join(session.server().anonymous(), token));
    orders
        .put("/mesh/v1/leases/" + UUID.randomUUID(), "{\"host\":\"h1\",\"applied\":0}")
        .require(200);

    assertThat(session.ok("get", "workloads")).contains("orders");
    assertThat(session.ok("get", "jointokens")).containsPattern("orders-\\w+ +orders +0 ");
  }

  @Test
  void accessReview_answersFromTheStoredPolicies() throws Exception {
    session.okWith(KubectlSession.POLICY, "create", "-f", "-");
    String review =
        """
        apiVersion: weft.dev/v1
        kind: AccessReview
        spec:
          workload: {namespace: back}
          request: {principal: weft.local/ns/front/sa/storefront, port: 8080, method: GET, path: /}
        """;

    String denied = session.okWith(review, "create", "-f", "-", "-o", "yaml");
    String allowed =
        session.okWith(review.replace("storefront", "billing"), "create", "-f", "-", "-o", "yaml");

    assertThat(denied).contains("no-storefront");
    assertThat(allowed).doesNotContain("no-storefront");
  }
}
