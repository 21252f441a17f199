package dev.weft.server.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.control.MeshConfig;
import dev.weft.core.control.PulledConfig;
import dev.weft.core.policy.MeshSettings;
import dev.weft.server.store.ResourceChange;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server writes, read by the code of the workloads. */
class ConfigDeltasTest {
  private static final ConfigSource SOURCE = new ConfigSource(MeshSettings.DEFAULT, Anchors.pem());

  private final ConfigWriter writer = new ConfigWriter();

  private static final class Follower {
    final ConfigScope scope;
    PulledConfig known;

    Follower(ConfigScope scope, PulledConfig known) {
      this.scope = scope;
      this.known = known;
    }
  }

  private static byte[] bytes(ConfigText text) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    text.pieces().forEach(all::writeBytes);
    assertThat(all.size()).isEqualTo(text.length());
    return all.toByteArray();
  }

  private PulledConfig whole(ConfigState state, ConfigScope scope) {
    return PulledConfig.whole(bytes(writer.whole(state, scope)));
  }

  /**
   * However changes come and however rarely one asks: what is put together of the answers is what
   * the server would tell one who knows nothing, and who is told of no news lacks nothing.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void deltas_inAnyOrderOfQuestions_leadToTheWholeConfig(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    MeshModel mesh = new MeshModel(random);
    for (int i = random.nextInt(30); i > 0; i--) {
      mesh.change();
    }
    // A short log, so that some who ask come too late.
    ConfigState state = ConfigState.of(SOURCE, mesh.snapshot(), 32 + random.nextInt(24));
    List<Follower> followers = new ArrayList<>();
    for (String namespace : MeshModel.NAMESPACES) {
      for (String host : List.of("h1", "h2", "")) {
        ConfigScope scope = new ConfigScope(namespace, host);
        followers.add(new Follower(scope, whole(state, scope)));
      }
    }
    int deltas = 0;
    int wholes = 0;
    for (int step = 0; step < 200; step++) {
      ResourceChange change = mesh.change();
      state = state.with(change, mesh.snapshot());
      for (Follower follower : followers) {
        if (random.nextInt(12) != 0) {
          continue;
        }
        String where = "seed " + seed + " step " + step + " " + follower.scope;
        MeshConfig expected = whole(state, follower.scope).config();
        long after = follower.known.config().revision();
        boolean news = state.hasNewsFor(follower.scope.shelves("istio-system"), after);
        if (news || random.nextInt(4) == 0) {
          byte[] answer = bytes(writer.since(state, follower.scope, after));
          if (PulledConfig.isChange(answer)) {
            deltas++;
          } else {
            wholes++;
          }
          follower.known = follower.known.with(answer);
          assertThat(follower.known.config().revision()).as(where).isEqualTo(expected.revision());
        }
        assertSame(where, follower.known.config(), expected);
      }
    }
    assertThat(deltas).as("seed " + seed).isGreaterThan(60);
    assertThat(wholes).as("seed " + seed).isPositive();
  }

  /** The state that was kept up to date is the one that a restart makes. */
  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void state_afterManyChanges_equalsTheOneOfARestart(long seed) {
    MeshModel mesh = new MeshModel(new SplittableRandom(seed));
    ConfigState state = ConfigState.empty(SOURCE, 64);
    for (int step = 0; step < 200; step++) {
      ResourceChange change = mesh.change();
      state = state.with(change, mesh.snapshot());
    }
    ConfigState fresh = ConfigState.of(SOURCE, mesh.snapshot(), 64);
    for (String namespace : MeshModel.NAMESPACES) {
      for (String host : MeshModel.HOSTS) {
        ConfigScope scope = new ConfigScope(namespace, host);
        assertSame("seed " + seed, whole(state, scope).config(), whole(fresh, scope).config());
      }
    }
  }

  @Test
  void change_ofStatusAlone_isNone() {
    MeshModel mesh = new MeshModel(new SplittableRandom(5));
    ConfigState state = ConfigState.empty(SOURCE, 64);
    int unmoved = 0;
    for (int step = 0; step < 200; step++) {
      ResourceChange change = mesh.change();
      ConfigState next = state.with(change, mesh.snapshot());
      if (change.statusOnly()) {
        assertThat(next).isSameAs(state);
        unmoved++;
      }
      state = next;
    }
    assertThat(unmoved).isPositive();
  }

  @Test
  void text_ofAPolicyChange_isSharedByAllHosts() {
    MeshModel mesh = new MeshModel(new SplittableRandom(6));
    ConfigState before = ConfigState.of(SOURCE, mesh.snapshot(), 64);
    ConfigState state = before;
    while (state.shelf(new Shelf(Section.AUTHORIZATION_POLICIES, "shop")).size() == 0) {
      state = ConfigState.of(SOURCE, mesh.snapshot(), 64);
      ResourceChange change = mesh.change();
      before = state;
      state = state.with(change, mesh.snapshot());
    }
    long after = before.revision();

    ConfigText first = writer.since(state, new ConfigScope("shop", "h1"), after);

    assertThat(writer.since(state, new ConfigScope("shop", "h2"), after)).isSameAs(first);
  }

  private static void assertSame(String where, MeshConfig found, MeshConfig expected) {
    assertThat(found.settings()).as(where).isEqualTo(expected.settings());
    assertThat(found.bundle()).as(where).isEqualTo(expected.bundle());
    assertThat(found.authorizationPolicies())
        .as(where)
        .containsExactlyInAnyOrderElementsOf(expected.authorizationPolicies());
    assertThat(found.peerAuthentications())
        .as(where)
        .containsExactlyInAnyOrderElementsOf(expected.peerAuthentications());
    assertThat(found.requestAuthentications())
        .as(where)
        .containsExactlyInAnyOrderElementsOf(expected.requestAuthentications());
    assertThat(found.telemetries())
        .as(where)
        .containsExactlyInAnyOrderElementsOf(expected.telemetries());
    assertThat(found.traceSamplings())
        .as(where)
        .containsExactlyInAnyOrderElementsOf(expected.traceSamplings());
    assertThat(found.directory().endpoints())
        .as(where)
        .containsExactlyInAnyOrderElementsOf(expected.directory().endpoints());
  }
}
