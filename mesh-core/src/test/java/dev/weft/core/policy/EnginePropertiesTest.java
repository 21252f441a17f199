package dev.weft.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What holds for any policies and requests. The seed stands in every failure; give it to {@link
 * #SEED} to see the failure again.
 */
class EnginePropertiesTest {
  private static final long SEED = Long.getLong("weft.test.seed", System.nanoTime());
  private static final int ROUNDS = 5_000;

  /** One random world. */
  private static final class World {
    final long seed;
    final RandomPolicies generator;
    final MeshSettings settings;
    final Workload workload;
    final List<AuthorizationPolicy> policies;
    final RequestSnapshot request;

    World(long seed) {
      Random random = new Random(seed);
      RandomRequests requests = new RandomRequests(random);
      this.seed = seed;
      this.generator = new RandomPolicies(random);
      this.settings = requests.settings();
      this.workload = requests.workload();
      this.policies = generator.policies();
      this.request = requests.request();
    }

    Decision onRequest(List<AuthorizationPolicy> inForce) {
      return PolicyEngine.compile(settings, workload, inForce).decideRequest(request);
    }

    Decision onConnection(List<AuthorizationPolicy> inForce) {
      return PolicyEngine.compile(settings, workload, inForce)
          .decideConnection(request.connection());
    }

    Decision onProspect(List<AuthorizationPolicy> inForce) {
      return PolicyEngine.compile(settings, workload, inForce).decideProspect(request.connection());
    }

    List<AuthorizationPolicy> with(AuthorizationPolicy more) {
      List<AuthorizationPolicy> all = new ArrayList<>(policies);
      all.add(more);
      return all;
    }

    @Override
    public String toString() {
      return "seed " + seed + ": " + settings + " " + workload + " " + policies + " " + request;
    }
  }

  @Test
  void decide_anything_asNaiveEvaluator() {
    Set<Reason> requestReasons = EnumSet.noneOf(Reason.class);
    Set<Reason> connectionReasons = EnumSet.noneOf(Reason.class);
    for (int i = 0; i < ROUNDS; i++) {
      World world = new World(SEED + i);
      NaiveEvaluator naive = new NaiveEvaluator(world.settings, world.workload, world.policies);

      Decision onRequest = world.onRequest(world.policies);
      Decision onConnection = world.onConnection(world.policies);

      assertThat(onRequest)
          .as("request, %s", world)
          .isEqualTo(naive.decide(world.request.connection(), world.request));
      assertThat(onConnection)
          .as("connection, %s", world)
          .isEqualTo(naive.decide(world.request.connection(), null));
      requestReasons.add(onRequest.reason());
      connectionReasons.add(onConnection.reason());
    }
    Set<Reason> all =
        EnumSet.of(
            Reason.ALLOW_MATCH, Reason.NO_ALLOW_POLICY, Reason.EXPLICIT_DENY, Reason.DEFAULT_DENY);
    assertThat(requestReasons).as("the generator reaches every outcome").isEqualTo(all);
    assertThat(connectionReasons).as("the generator reaches every outcome").isEqualTo(all);
  }

  @Test
  void on_connection_decidesAndTellsTheSameOfItsRequests() {
    for (int i = 0; i < ROUNDS; i++) {
      World world = new World(SEED + i);
      PolicyEngine engine = PolicyEngine.compile(world.settings, world.workload, world.policies);
      ConnectionPolicy onConnection = engine.on(world.request.connection());
      Observed whole = new Observed();
      Observed left = new Observed();

      Decision decision = engine.decideRequest(world.request, whole);

      assertThat(onConnection.decide(world.request, left)).as("%s", world).isEqualTo(decision);
      assertThat(left.told).as("%s", world).isEqualTo(whole.told);
    }
  }

  /** What an observer was told, in order. */
  private static final class Observed implements PolicyObserver {
    final List<String> told = new ArrayList<>();

    @Override
    public void audited(String policy, int rule) {
      told.add(policy + " " + rule);
    }

    @Override
    public void tried(Decision decision) {
      told.add(decision.toString());
    }
  }

  @Test
  void decide_oneMoreDeny_neverAllowsMore() {
    for (int i = 0; i < ROUNDS; i++) {
      World world = new World(SEED + i);
      List<AuthorizationPolicy> more = world.with(world.generator.policy(Action.DENY));

      if (!world.onRequest(world.policies).allowed()) {
        assertThat(world.onRequest(more).allowed()).as("request, %s", world).isFalse();
      }
      if (!world.onConnection(world.policies).allowed()) {
        assertThat(world.onConnection(more).allowed()).as("connection, %s", world).isFalse();
      }
    }
  }

  @Test
  void decide_oneMoreAllow_neverAllowsWhatADenyForbids() {
    for (int i = 0; i < ROUNDS; i++) {
      World world = new World(SEED + i);
      List<AuthorizationPolicy> more = world.with(world.generator.policy(Action.ALLOW));

      if (world.onRequest(world.policies).reason() == Reason.EXPLICIT_DENY) {
        assertThat(world.onRequest(more).allowed()).as("request, %s", world).isFalse();
      }
      if (world.onConnection(world.policies).reason() == Reason.EXPLICIT_DENY) {
        assertThat(world.onConnection(more).allowed()).as("connection, %s", world).isFalse();
      }
    }
  }

  @Test
  void decide_oneMoreAudit_changesNothing() {
    for (int i = 0; i < ROUNDS; i++) {
      World world = new World(SEED + i);
      List<AuthorizationPolicy> more = world.with(world.generator.policy(Action.AUDIT));

      assertThat(world.onRequest(more)).as("%s", world).isEqualTo(world.onRequest(world.policies));
      assertThat(world.onConnection(more))
          .as("%s", world)
          .isEqualTo(world.onConnection(world.policies));
    }
  }

  @Test
  void decide_policiesInAnyOrder_same() {
    for (int i = 0; i < ROUNDS; i++) {
      World world = new World(SEED + i);
      List<AuthorizationPolicy> shuffled = new ArrayList<>(world.policies);
      Collections.shuffle(shuffled, new Random(i));

      assertThat(world.onRequest(shuffled))
          .as("%s", world)
          .isEqualTo(world.onRequest(world.policies));
    }
  }

  @Test
  void decideConnection_anything_neverAllowsWhatADenyOnAnyOfItsRequestsForbids() {
    for (int i = 0; i < ROUNDS; i++) {
      World world = new World(SEED + i);

      if (world.onRequest(world.policies).reason() == Reason.EXPLICIT_DENY) {
        assertThat(world.onConnection(world.policies).reason())
            .as("%s", world)
            .isEqualTo(Reason.EXPLICIT_DENY);
      }
    }
  }

  @Test
  void decideConnection_requestFieldsRemoved_allowsMoreAndDeniesTheSame() {
    for (int i = 0; i < ROUNDS; i++) {
      World world = new World(SEED + i);
      List<AuthorizationPolicy> allow = new ArrayList<>();
      List<AuthorizationPolicy> deny = new ArrayList<>();
      for (AuthorizationPolicy policy : world.policies) {
        boolean allows = policy.action() == Action.ALLOW;
        allow.add(allows ? RequestFieldStripper.strip(policy) : policy);
        deny.add(allows ? policy : RequestFieldStripper.strip(policy));
      }
      Decision before = world.onConnection(world.policies);

      assertThat(world.onConnection(deny)).as("%s", world).isEqualTo(before);
      if (before.allowed()) {
        assertThat(world.onConnection(allow).allowed()).as("%s", world).isTrue();
      }
    }
  }

  @Test
  void decideProspect_anyRequestAllowed_allowsTheConnection() {
    int refused = 0;
    int more = 0;
    for (int i = 0; i < ROUNDS; i++) {
      World world = new World(SEED + i);
      boolean prospect = world.onProspect(world.policies).allowed();

      if (world.onRequest(world.policies).allowed()) {
        assertThat(prospect).as("%s", world).isTrue();
      }
      refused += prospect ? 0 : 1;
      more += prospect && !world.onConnection(world.policies).allowed() ? 1 : 0;
    }
    assertThat(refused).as("the generator reaches connections without prospect").isPositive();
    assertThat(more).as("the generator reaches connections that only requests save").isPositive();
  }

  @Test
  void decideProspect_anything_neverAllowsLessThanTheConnection() {
    for (int i = 0; i < ROUNDS; i++) {
      World world = new World(SEED + i);

      if (world.onConnection(world.policies).allowed()) {
        assertThat(world.onProspect(world.policies).allowed()).as("%s", world).isTrue();
      }
    }
  }

  @Test
  void decideProspect_withoutRequestFields_asTheConnection() {
    for (int i = 0; i < ROUNDS; i++) {
      World world = new World(SEED + i);
      List<AuthorizationPolicy> stripped =
          world.policies.stream().map(RequestFieldStripper::strip).toList();

      assertThat(world.onProspect(stripped))
          .as("%s", world)
          .isEqualTo(world.onConnection(stripped));
    }
  }

  @Test
  void parse_renderedPolicy_equal() throws PolicyFormatException {
    for (int i = 0; i < ROUNDS; i++) {
      World world = new World(SEED + i);
      for (AuthorizationPolicy policy : world.policies) {
        assertThat(AuthorizationPolicy.parseDraft(policy.toJson()))
            .as("%s", world)
            .isEqualTo(policy);
      }
    }
  }
}
