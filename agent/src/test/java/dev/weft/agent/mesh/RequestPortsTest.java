package dev.weft.agent.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestPortsTest {
  private final List<Set<Integer>> told = new ArrayList<>();
  private final RequestPorts ports = new RequestPorts(told::add);

  @Test
  void add_knownPort_isNotToldAgain() {
    ports.add(8080);
    ports.add(8080);
    ports.add(8081);

    assertThat(told).containsExactly(Set.of(8080), Set.of(8080, 8081));
  }

  @Test
  void remove_knownPort_isTold() {
    ports.add(8080);
    ports.remove(8080);
    ports.remove(8080);

    assertThat(told).containsExactly(Set.of(8080), Set.of());
  }

  @Test
  void add_morePortsThanALeaseHas_areLeftOut() {
    for (int port = 1; port <= 600; port++) {
      ports.add(port);
    }

    assertThat(told).hasSize(512);
    assertThat(told.get(511)).hasSize(512).contains(512).doesNotContain(513);
  }
}
