package dev.weft.agent.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DefinitionOrderTest {
  @Test
  void of_subtypesFirst_comesWithSupertypesFirst() {
    assertThat(
            DefinitionOrder.of(
                List.of(
                    type("A", "java.lang.Object", "C", "B"),
                    type("B", "java.lang.Object", "D"),
                    type("C", "D"),
                    type("D", "java.lang.Object"))))
        .containsExactly("D", "C", "B", "A");
  }

  @Test
  void of_circle_ends() {
    assertThat(DefinitionOrder.of(List.of(type("A", "B"), type("B", "A"))))
        .containsExactly("B", "A");
  }

  private static ClassHeader type(String name, String... supertypes) {
    return new ClassHeader(name, List.of(supertypes));
  }
}
