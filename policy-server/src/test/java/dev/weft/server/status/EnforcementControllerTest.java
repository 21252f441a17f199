package dev.weft.server.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.directory.LeaseRequest.RefusedPolicy;
import dev.weft.server.store.Plan;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceKey;
import dev.weft.server.store.ResourceStore;
import dev.weft.server.store.Write;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The status of policies follows what workloads say. */
class EnforcementControllerTest {
  private static final String LISTENING =
      "{\"listeners\": [{\"address\": \"10.0.0.1\", \"port\": 8080},"
          + " {\"address\": \"10.0.0.1\", \"port\": 8081}]}";

  private static final String ALLOW = "AuthorizationPolicy";
  private static final String PEERS = "PeerAuthentication";
  private static final String CART = "{\"app\": \"cart\"}";
  private static final String FOR_CART =
      "{\"selector\": {\"matchLabels\": {\"app\": \"cart\"}}, \"rules\": [{}]}";

  @TempDir Path temp;
  private StatusMesh mesh;
  private EnforcementController controller;

  @BeforeEach
  void open() {
    mesh = new StatusMesh(temp);
    controller = mesh.controller();
  }

  @AfterEach
  void close() {
    mesh.close();
  }

  private void run() {
    mesh.pass(Duration.ofSeconds(1));
    controller.run();
  }

  private JsonObject workloads(ResourceKey key) {
    return mesh.status(key).object("workloads");
  }

  private static JsonObject counts(int selected, int enforcing, int refused) {
    return JsonObject.builder()
        .put("selected", selected)
        .put("enforcing", enforcing)
        .put("refused", refused)
        .build();
  }

  @Test
  void run_noWorkloadSelected_saysSo() {
    mesh.acknowledge(mesh.workload("other", "cart", CART), mesh.workload("shop", "db", "{}"));
    ResourceKey key = mesh.policy(ALLOW, "shop", "p", FOR_CART);

    run();

    assertThat(mesh.condition(key, "Accepted")).isEqualTo("True Accepted");
    assertThat(mesh.condition(key, "Enforced")).isEqualTo("False NoWorkloads");
    assertThat(workloads(key)).isEqualTo(counts(0, 0, 0));
    assertThat(mesh.status(key).get("observedGeneration")).isEqualTo(JsonValue.of(1));
  }

  @Test
  void run_someHaveNotAcknowledged_pendingNamesThem() {
    UUID slow = mesh.workload("shop", "cart", CART);
    UUID quick = mesh.workload("shop", "cart", CART);
    mesh.acknowledge(slow, quick);
    ResourceKey key = mesh.policy(ALLOW, "shop", "p", FOR_CART);
    mesh.acknowledge(quick);

    run();

    assertThat(mesh.condition(key, "Enforced")).isEqualTo("Unknown Pending");
    assertThat(workloads(key)).isEqualTo(counts(2, 1, 0));
    assertThat(mesh.conditionOf(key, "Enforced").string("message"))
        .isEqualTo("acknowledged by 1 of 2 workloads, not yet by cart (shop/" + slow + ")");
  }

  @Test
  void run_allHaveAcknowledged_enforcedAndOnlyThenTheTimeMoves() {
    UUID cart = mesh.workload("shop", "cart", CART);
    mesh.acknowledge(cart);
    ResourceKey key = mesh.policy(ALLOW, "shop", "p", FOR_CART);
    run();
    assertThat(mesh.conditionOf(key, "Accepted").string("lastTransitionTime"))
        .isEqualTo("2026-01-01T00:00:01Z");
    mesh.acknowledge(cart);

    run();

    assertThat(mesh.condition(key, "Enforced")).isEqualTo("True Enforced");
    assertThat(workloads(key)).isEqualTo(counts(1, 1, 0));
    assertThat(mesh.conditionOf(key, "Enforced").string("lastTransitionTime"))
        .isEqualTo("2026-01-01T00:00:02Z");
    assertThat(mesh.conditionOf(key, "Accepted").string("lastTransitionTime"))
        .isEqualTo("2026-01-01T00:00:01Z");
  }

  @Test
  void run_statusWritten_contentAndGenerationStay() {
    ResourceKey key = mesh.policy(ALLOW, "shop", "p", FOR_CART);
    Resource before = Objects.requireNonNull(mesh.store.snapshot().get(key));

    run();

    Resource after = Objects.requireNonNull(mesh.store.snapshot().get(key));
    assertThat(after.contentVersion()).isEqualTo(before.contentVersion());
    assertThat(after.generation()).isEqualTo(before.generation());
    assertThat(after.resourceVersion()).isGreaterThan(before.resourceVersion());
    assertThat(after.body().without("status").without("metadata"))
        .isEqualTo(before.body().without("metadata"));
  }

  @Test
  void run_nothingChanged_nothingWritten() {
    UUID cart = mesh.workload("shop", "cart", CART);
    ResourceKey key = mesh.policy(ALLOW, "shop", "p", FOR_CART);
    mesh.acknowledge(cart);
    run();
    long revision = mesh.store.snapshot().revision();

    mesh.say(cart, revision + 1000);
    run();
    run();

    assertThat(mesh.condition(key, "Enforced")).isEqualTo("True Enforced");
    assertThat(mesh.store.snapshot().revision()).isEqualTo(revision);
  }

  @Test
  void run_policyReplaced_pendingUntilAcknowledgedAgain() {
    UUID cart = mesh.workload("shop", "cart", CART);
    mesh.policy(ALLOW, "shop", "p", FOR_CART);
    mesh.acknowledge(cart);
    run();
    ResourceKey key = mesh.policy(ALLOW, "shop", "p", FOR_CART.replace("[{}]", "[]"));

    run();

    assertThat(mesh.condition(key, "Enforced")).isEqualTo("Unknown Pending");
    assertThat(mesh.status(key).get("observedGeneration")).isEqualTo(JsonValue.of(2));
    mesh.acknowledge(cart);
    run();
    assertThat(mesh.condition(key, "Enforced")).isEqualTo("True Enforced");
  }

  @Test
  void run_refused_saysWhoAndWhyUntilItIsNotAnyMore() {
    UUID cart = mesh.workload("shop", "cart", CART);
    mesh.acknowledge(cart);
    ResourceKey key = mesh.policy(ALLOW, "shop", "p", FOR_CART);
    mesh.say(cart, 1, new RefusedPolicy("AuthorizationPolicy shop/p", "unknown field"));

    run();

    assertThat(mesh.condition(key, "Enforced")).isEqualTo("False Refused");
    assertThat(workloads(key)).isEqualTo(counts(1, 0, 1));
    assertThat(mesh.conditionOf(key, "Enforced").string("message"))
        .isEqualTo("refused by 1 workload: cart (shop/" + cart + "): unknown field");
    mesh.acknowledge(cart);
    run();
    assertThat(mesh.condition(key, "Enforced")).isEqualTo("True Enforced");
  }

  @Test
  void run_workloadGone_countsWithoutIt() {
    UUID cart = mesh.workload("shop", "cart", CART);
    UUID other = mesh.workload("shop", "cart", CART);
    ResourceKey key = mesh.policy(ALLOW, "shop", "p", FOR_CART);
    mesh.acknowledge(cart);
    mesh.say(other, 1, new RefusedPolicy("AuthorizationPolicy shop/p", "old"));
    run();
    assertThat(workloads(key)).isEqualTo(counts(2, 1, 1));

    mesh.delete(new ResourceKey("weft.dev", "Workload", "shop", other.toString()));
    run();

    assertThat(workloads(key)).isEqualTo(counts(1, 1, 0));
    assertThat(mesh.condition(key, "Enforced")).isEqualTo("True Enforced");
  }

  @Test
  void run_policyOfRootNamespace_selectsEverywhere() {
    UUID cart = mesh.workload("shop", "cart", CART);
    UUID db = mesh.workload("data", "db", "{}");
    ResourceKey all = mesh.policy(ALLOW, "istio-system", "all", "{}");
    ResourceKey carts = mesh.policy(ALLOW, "istio-system", "carts", FOR_CART);
    ResourceKey strict = mesh.policy(PEERS, "istio-system", "p", "{\"mtls\": {}}");
    ResourceKey own =
        mesh.policy(
            PEERS, "istio-system", "own", "{\"selector\": {\"matchLabels\": {\"app\": \"cart\"}}}");
    mesh.acknowledge(cart, db);

    run();

    assertThat(workloads(all)).isEqualTo(counts(2, 2, 0));
    assertThat(workloads(carts)).isEqualTo(counts(1, 1, 0));
    assertThat(workloads(strict)).isEqualTo(counts(2, 2, 0));
    assertThat(workloads(own)).isEqualTo(counts(0, 0, 0));
  }

  @Test
  void run_policyForGateways_selectsNobody() {
    mesh.acknowledge(mesh.workload("shop", "cart", CART));
    ResourceKey key =
        mesh.policy(
            ALLOW,
            "shop",
            "p",
            "{\"targetRefs\": [{\"group\": \"gateway.networking.k8s.io\", \"kind\": \"Gateway\","
                + " \"name\": \"g\"}]}");

    run();

    assertThat(mesh.condition(key, "Enforced")).isEqualTo("False NoWorkloads");
  }

  @Test
  void run_dryRun_isNotEnforced() {
    UUID cart = mesh.workload("shop", "cart", CART);
    ResourceKey key = mesh.policy(ALLOW, "shop", "p", "{\"istio.io/dry-run\": \"true\"}", FOR_CART);
    mesh.acknowledge(cart);

    run();

    assertThat(mesh.condition(key, "Enforced")).isEqualTo("False DryRun");
  }

  @Test
  void run_olderPeerAuthenticationForTheSame_overridden() {
    UUID cart = mesh.workload("shop", "cart", CART);
    ResourceKey old = mesh.policy(PEERS, "shop", "old", "{\"mtls\": {\"mode\": \"STRICT\"}}");
    mesh.pass(Duration.ofSeconds(1));
    ResourceKey young = mesh.policy(PEERS, "shop", "a", "{\"mtls\": {\"mode\": \"DISABLE\"}}");
    mesh.acknowledge(cart);

    run();

    assertThat(mesh.condition(old, "Enforced")).isEqualTo("True Enforced");
    assertThat(mesh.condition(young, "Enforced")).isEqualTo("False Overridden");
    mesh.delete(old);
    run();
    assertThat(mesh.condition(young, "Enforced")).isEqualTo("True Enforced");
  }

  @Test
  void run_requestRulesWhereConnectionsAreSeen_partial() {
    UUID cart = mesh.workload("shop", "cart", CART, LISTENING);
    UUID seeing = mesh.workload("shop", "web", "{}", LISTENING);
    ResourceKey mixed =
        mesh.policy(
            ALLOW,
            "shop",
            "p",
            "{\"rules\": [{}, {\"to\": [{\"operation\": {\"methods\": [\"GET\"]}}]}]}");
    ResourceKey plain = mesh.policy(ALLOW, "shop", "q", "{\"rules\": [{}]}");
    mesh.acknowledge(cart, Set.of(8080));
    mesh.acknowledge(seeing, Set.of(8080, 8081));

    run();

    assertThat(mesh.condition(mixed, "Enforced")).isEqualTo("True Enforced");
    assertThat(mesh.conditionOf(mixed, "Partial").string("message"))
        .isEqualTo(
            "1 of 2 workloads sees connections only, on some port at least; there rules that look"
                + " at requests never match (of spec.rules: 1)");
    assertThat(mesh.condition(plain, "Partial")).isEmpty();

    mesh.acknowledge(cart, Set.of(8080, 8081));
    run();
    assertThat(mesh.condition(mixed, "Partial")).isEmpty();
  }

  @Test
  void run_serverStartedAgain_statusStaysUntilWorkloadsAreHeard() {
    UUID cart = mesh.workload("shop", "cart", CART);
    ResourceKey key = mesh.policy(ALLOW, "shop", "p", FOR_CART);
    mesh.acknowledge(cart);
    run();
    JsonObject before = mesh.status(key);
    mesh.heartbeats.clear();
    controller = mesh.controller();

    run();

    assertThat(mesh.status(key)).isEqualTo(before);
    mesh.say(cart, 1);
    run();
    assertThat(mesh.condition(key, "Enforced")).isEqualTo("Unknown Pending");
  }

  @Test
  void run_secondServerOfTheSameView_writesNothing() {
    ResourceStore other = mesh.newStore();
    EnforcementController second = mesh.controller(other);
    mesh.policy(ALLOW, "shop", "p", FOR_CART);
    run();
    long revision = mesh.store.snapshot().revision();

    other.catchUp();
    second.run();

    assertThat(other.snapshot().revision()).isEqualTo(revision);
  }

  @Test
  void run_anotherServerSaysOtherwise_itsWordStandsForAWhile() {
    ResourceKey key = mesh.policy(ALLOW, "shop", "p", FOR_CART);
    run();
    JsonObject foreign = StatusMesh.json("{\"workloads\": {\"selected\": 7}}");
    mesh.store.change(
        "mesh",
        now -> {
          Resource stored = Objects.requireNonNull(now.get(key));
          return Plan.of(
              new Write.PutStatus(stored.withBody(stored.body().with("status", foreign))));
        });
    mesh.acknowledge(mesh.workload("shop", "cart", CART));

    run();
    run();
    assertThat(mesh.status(key)).isEqualTo(foreign);

    mesh.pass(EnforcementController.DEFERENCE);
    run();
    assertThat(workloads(key)).isEqualTo(counts(1, 1, 0));
  }

  @Test
  void run_workTookLong_restsTenTimesAsLong() {
    UUID cart = mesh.workload("shop", "cart", CART);
    ResourceKey key = mesh.policy(ALLOW, "shop", "p", FOR_CART);
    EnforcementController slow =
        new EnforcementController(
            mesh.store,
            instance -> {
              mesh.pass(Duration.ofMillis(100));
              return Optional.ofNullable(mesh.heartbeats.get(instance));
            },
            "istio-system",
            mesh::instant,
            mesh::nanoTime);
    mesh.say(cart, 1);
    slow.run();
    assertThat(mesh.condition(key, "Enforced")).isEqualTo("Unknown Pending");
    mesh.acknowledge(cart);

    mesh.pass(Duration.ofMillis(999));
    slow.run();
    assertThat(mesh.condition(key, "Enforced")).isEqualTo("Unknown Pending");

    mesh.pass(Duration.ofMillis(1));
    slow.run();
    assertThat(mesh.condition(key, "Enforced")).isEqualTo("True Enforced");
  }

  @Test
  void run_policyDeleted_nothingIsWritten() {
    ResourceKey key = mesh.policy(ALLOW, "shop", "p", FOR_CART);
    run();
    mesh.delete(key);
    long revision = mesh.store.snapshot().revision();

    run();

    assertThat(mesh.store.snapshot().revision()).isEqualTo(revision);
  }
}
