package dev.weft.enforcer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.MeshSettings;
import dev.weft.core.policy.PolicyEngine;
import dev.weft.core.policy.Workload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeptPolicyTest {
  private static final ConnectionFacts CONNECTION = new ConnectionFacts(null, null, null, 80, null);

  private static PolicyEngine engine() {
    return PolicyEngine.compile(MeshSettings.DEFAULT, new Workload("shop", Map.of()), List.of());
  }

  @Test
  void after_secondRequest_isReducedAndKept() {
    PolicyEngine engine = engine();

    KeptPolicy first = KeptPolicy.after(null, engine, CONNECTION);
    KeptPolicy second = KeptPolicy.after(first, engine, CONNECTION);

    assertThat(first.policy()).isSameAs(engine.onAny());
    assertThat(first.lastsFor(engine)).isFalse();
    assertThat(second.policy()).isNotSameAs(engine.onAny());
    assertThat(second.lastsFor(engine)).isTrue();
  }

  @Test
  void after_otherRulesCameIntoForce_asksThose() {
    PolicyEngine before = engine();
    PolicyEngine now = engine();
    KeptPolicy kept =
        KeptPolicy.after(KeptPolicy.after(null, before, CONNECTION), before, CONNECTION);

    KeptPolicy next = KeptPolicy.after(kept, now, CONNECTION);

    assertThat(kept.lastsFor(now)).isFalse();
    assertThat(next.policy()).isSameAs(now.onAny());
  }
}
