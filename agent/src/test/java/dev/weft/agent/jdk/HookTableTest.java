package dev.weft.agent.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HookTableTest {
  private static List<Hook> both() {
    List<Hook> all = new ArrayList<>(HookTable.ALL);
    all.addAll(ContextHooks.ALL);
    return all;
  }

  @Test
  void advice_all_isThere() {
    for (Hook hook : both()) {
      String name = HookTable.class.getPackageName() + "." + hook.advice();
      assertThatCode(() -> Class.forName(name)).as(hook.name()).doesNotThrowAnyException();
    }
  }

  @Test
  void key_all_areDifferent() {
    Set<String> keys = new HashSet<>();
    for (Hook hook : both()) {
      assertThat(keys.add(hook.key())).as(hook.key()).isTrue();
    }
  }

  @Test
  void of_eachType_hasItsHooks() {
    for (Hook hook : both()) {
      for (String type : hook.types()) {
        assertThat(HookTable.of(type)).as(type).contains(hook);
      }
    }
  }
}
