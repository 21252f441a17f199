package dev.weft.agent.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HookTableTest {
  @Test
  void advice_all_isThere() {
    for (Hook hook : HookTable.ALL) {
      String name = HookTable.class.getPackageName() + "." + hook.advice();
      assertThatCode(() -> Class.forName(name)).as(hook.name()).doesNotThrowAnyException();
    }
  }

  @Test
  void key_all_areDifferent() {
    Set<String> keys = new HashSet<>();
    for (Hook hook : HookTable.ALL) {
      assertThat(keys.add(hook.key())).as(hook.key()).isTrue();
    }
  }
}
