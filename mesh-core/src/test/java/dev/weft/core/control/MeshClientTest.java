package dev.weft.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.control.FakePolicyServer.Reply;
import dev.weft.core.control.FakePolicyServer.Request;
import dev.weft.core.directory.IpLiteral;
import dev.weft.core.identity.Identity;
import dev.weft.core.identity.TestCa;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The client's behaviour over time. */
class MeshClientTest extends DrivenClient {
  private static final String POLICY =
      "{\"apiVersion\":\"security.istio.io/v1\",\"kind\":\"AuthorizationPolicy\","
          + "\"metadata\":{\"name\":\"p\",\"namespace\":\"shop\","
          + "\"resourceVersion\":\"1\"},\"spec\":{\"action\":\"DENY\","
          + "\"rules\":[{\"to\":[{\"operation\":{\"ports\":[\"8080\"]}}]}]%s}}";

  @Test
  void begin_goodServer_hasIdentityConfigAndLease() {
    begin();

    assertThat(identity().id()).hasToString(FakeMesh.WORKLOAD);
    assertThat(client.config().orElseThrow().revision()).isEqualTo(1);
    Request lease = mesh.server.requests("PUT", "/mesh/v1/leases/").get(0);
    assertThat(lease.client()).isEqualTo(identity().svid().leaf());
    assertThat(lease.body()).contains("\"host\":\"host/1\"", "\"listeners\":[]");
    assertThat(client.counters().joins()).isEqualTo(1);
  }

  @Test
  void svid_halfOfItsLifeOver_isRenewedWithItselfAndOtherKey() {
    begin();
    Identity first = identity();
    mesh.scheduler.advance(Duration.ofMinutes(26));
    assertThat(identity().svid()).isEqualTo(first.svid());

    mesh.scheduler.advance(Duration.ofMinutes(8));

    assertThat(identity().svid()).isNotEqualTo(first.svid());
    assertThat(identity().svid().key()).isNotEqualTo(first.svid().key());
    Request renewal = mesh.server.requests("POST", "/mesh/v1/svid").get(1);
    assertThat(renewal.client()).isEqualTo(first.svid().leaf());
    assertThat(renewal.authorization()).isEmpty();
    assertThat(client.counters().renewals()).isEqualTo(1);
  }

  @Test
  void svid_renewed_isUsedForTheNextExchange() {
    begin();
    mesh.scheduler.advance(Duration.ofMinutes(34));

    List<Request> leases = mesh.server.requests("PUT", "/mesh/v1/leases/");
    assertThat(leases.get(leases.size() - 1).client()).isEqualTo(identity().svid().leaf());
  }

  @Test
  void svid_renewalAnswersOtherIdentity_keepsTheOldOne() {
    begin();
    Identity first = identity();
    mesh.workload = "spiffe://weft.local/ns/shop/sa/admin";

    mesh.scheduler.advance(Duration.ofMinutes(40));

    assertThat(identity()).isEqualTo(first);
    assertThat(client.counters().renewals()).isZero();
  }

  @Test
  void svid_expiredWhileTheServerWasAway_joinsAgainWithTheToken() throws Exception {
    mesh.uses.set(2);
    begin();
    mesh.close();
    mesh.scheduler.advance(Duration.ofMinutes(70));
    assertThat(identity().svid().expires()).isBefore(mesh.clock.instant());
    mesh.restart();

    mesh.scheduler.advance(Duration.ofSeconds(11));

    assertThat(identity().svid().expires()).isAfter(mesh.clock.instant());
    assertThat(identity().id()).hasToString(FakeMesh.WORKLOAD);
    assertThat(client.counters().joins()).isEqualTo(2);
    assertThat(mesh.uses).hasValue(0);
  }

  @Test
  void svid_renewalRefused_joinsAgainWithTheToken() {
    mesh.uses.set(2);
    begin();
    mesh.first =
        request ->
            request.to("/mesh/v1/svid") && request.client() != null
                ? Reply.status(403, "certificate: of no workload known here")
                : null;

    mesh.scheduler.advance(Duration.ofMinutes(35));

    assertThat(client.counters().joins()).isEqualTo(2);
    assertThat(client.counters().renewals()).isZero();
  }

  @Test
  void server_downAndBack_keepsTheLastStateAndGoesOn() throws Exception {
    begin();
    mesh.close();
    mesh.scheduler.advance(Duration.ofMinutes(2));
    assertThat(client.config().orElseThrow().revision()).isEqualTo(1);
    assertThat(client.counters().failures()).isBetween(10L, 100L);
    mesh.revision = 2;
    mesh.restart();

    mesh.scheduler.advance(Duration.ofSeconds(11));

    assertThat(client.config().orElseThrow().revision()).isEqualTo(2);
    assertThat(mesh.server.requests("GET", "/mesh/v1/config").get(0).target()).contains("after=1");
    assertThat(mesh.server.requests("PUT", "/mesh/v1/leases/")).isNotEmpty();
  }

  @Test
  void server_dropsIdleConnections_costsNoFailure() throws Exception {
    begin();
    mesh.server.dropConnections();

    mesh.scheduler.advance(Duration.ofSeconds(6));

    assertThat(client.counters().failures()).isZero();
    assertThat(mesh.server.requests("PUT", "/mesh/v1/leases/")).hasSizeGreaterThan(1);
  }

  @Test
  void config_withPolicies_isParsed() {
    mesh.policies = POLICY.formatted("");
    mesh.directory = FakeMesh.endpoint("10.0.0.5", 8080);
    begin();

    MeshConfig config = client.config().orElseThrow();
    assertThat(config.authorizationPolicies()).hasSize(1);
    assertThat(config.directory().find(IpLiteral.parse("10.0.0.5"), 8080)).isPresent();
    assertThat(config.settings().rootNamespace()).isEqualTo("istio-system");
  }

  @Test
  void config_policyWithUnknownField_keepsTheLastGoodOneAndReportsIt() {
    begin();
    mesh.revision = 2;
    mesh.policies = POLICY.formatted(",\"unless\":{}");
    mesh.scheduler.advance(Duration.ofSeconds(3));

    assertThat(client.config().orElseThrow().revision()).isEqualTo(1);
    assertThat(client.counters().configsRefused()).isEqualTo(1);
    assertThat(lastLease())
        .contains(
            "\"applied\":1",
            "config revision 2",
            "\"refused\":[{\"policy\":\"AuthorizationPolicy shop/p\"",
            "unless");

    mesh.revision = 3;
    mesh.policies = POLICY.formatted("");
    mesh.scheduler.advance(Duration.ofSeconds(3));
    assertThat(client.config().orElseThrow().revision()).isEqualTo(3);
    assertThat(lastLease()).contains("\"applied\":3", "\"unprotected\":[]", "\"refused\":[]");
  }

  @Test
  void config_refusedRevision_isNotFetchedAgain() {
    mesh.configExtra = ",\"extra\":1";
    begin();
    mesh.scheduler.advance(Duration.ofMinutes(1));

    assertThat(client.config()).isEmpty();
    assertThat(mesh.configSent).hasValue(1);
    assertThat(lastLease()).contains("\"applied\":0", "extra: unknown field");
  }

  @Test
  void config_unknownSetting_isRefused() {
    mesh.settingsExtra = ",\"allowAll\":true";
    begin();

    assertThat(client.config()).isEmpty();
    assertThat(lastLease()).contains("settings.allowAll: unknown field");
  }

  @Test
  void config_unknownMode_isRefused() {
    mesh.directory = FakeMesh.endpoint("10.0.0.5", 80).replace("STRICT", "LAX");
    begin();

    assertThat(client.config()).isEmpty();
    assertThat(client.counters().configsRefused()).isEqualTo(1);
  }

  @Test
  void config_otherBundle_isSwappedWithTheSvidKept() {
    begin();
    Identity first = identity();
    TestCa next = new TestCa(mesh.clock.instant());
    mesh.bundle = FakeMesh.pem(List.of(mesh.ca.root, next.root));
    mesh.revision = 2;
    mesh.scheduler.advance(Duration.ofSeconds(2));

    assertThat(identity().bundle().roots()).containsExactly(mesh.ca.root, next.root);
    assertThat(identity().svid()).isEqualTo(first.svid());
  }

  @Test
  void config_otherBundleAtTheSameRevision_isTakenOnce() {
    begin();
    TestCa next = new TestCa(mesh.clock.instant());
    mesh.bundle = FakeMesh.pem(List.of(mesh.ca.root, next.root));
    mesh.source = "t";
    int before = mesh.configSent.get();
    mesh.scheduler.advance(Duration.ofSeconds(5));

    assertThat(identity().bundle().roots()).containsExactly(mesh.ca.root, next.root);
    assertThat(mesh.configSent).hasValue(before + 1);
  }

  @Test
  void config_listenerThrows_isNotSaidToBeApplied() {
    client.onChange(
        new MeshListener() {
          @Override
          public void configChanged(MeshConfig config) {
            throw new IllegalStateException("no");
          }
        });
    begin();

    assertThat(lastLease()).contains("\"applied\":0", "enforcer failed");
  }

  @Test
  void onChange_afterTheFact_tellsThePresentStateAndThenChanges() {
    begin();
    List<Object> told = new ArrayList<>();
    client.onChange(
        new MeshListener() {
          @Override
          public void identityChanged(Identity identity) {
            told.add(identity.id().toString());
          }

          @Override
          public void configChanged(MeshConfig config) {
            told.add(config.revision());
          }
        });
    mesh.revision = 2;
    mesh.scheduler.advance(Duration.ofSeconds(2));

    assertThat(told).containsExactly(FakeMesh.WORKLOAD, 1L, 2L);
  }

  @Test
  void renewal_presentsNoTokenAndJoinNoCertificate() {
    begin();

    Request join = mesh.server.requests("POST", "/mesh/v1/svid").get(0);
    assertThat(join.client()).isNull();
    assertThat(join.authorization()).startsWith("Bearer weft-join-v1.t1.");
    for (Request request : mesh.server.requests) {
      assertThat(request.authorization().isEmpty() || request.equals(join)).isTrue();
    }
  }

  @Test
  void begin_bundleWithoutThePinnedCa_isRefused() {
    X509Certificate other = new TestCa(mesh.clock.instant()).root;
    mesh.bundle = FakeMesh.pem(List.of(other));
    begin();

    assertThat(client.identity()).isEmpty();
  }

  @Test
  void config_bundleWithoutTheOwnRoot_isTakenAndTheServerNotTrustedAnyMore() {
    begin();
    mesh.bundle = FakeMesh.pem(List.of(new TestCa(mesh.clock.instant()).root));
    mesh.revision = 2;
    int before = mesh.server.requests("POST", "/mesh/v1/svid").size();
    mesh.scheduler.advance(Duration.ofSeconds(2));

    assertThat(identity().bundle().roots()).doesNotContain(mesh.ca.root);
    assertThat(mesh.server.requests("POST", "/mesh/v1/svid")).hasSize(before);
    assertThat(client.counters().failures()).isPositive();
  }
}
