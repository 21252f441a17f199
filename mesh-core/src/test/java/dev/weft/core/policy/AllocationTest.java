package dev.weft.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A decision allocates nothing when the path is normal already. */
class AllocationTest {
  private static final int DECISIONS = 20_000;

  @Test
  void decide_normalPath_allocatesNothing() {
    Random random = new Random(1);
    RandomPolicies generator = new RandomPolicies(random);
    RandomRequests requests = new RandomRequests(random);
    List<AuthorizationPolicy> policies = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      policies.add(generator.policy(generator.one(List.of(Action.values()))));
    }
    PolicyEngine engine = PolicyEngine.compile(requests.settings(), requests.workload(), policies);
    List<RequestSnapshot> normal = new ArrayList<>();
    while (normal.size() < 50) {
      RequestSnapshot request = requests.request();
      if (request.path().matches("(/[a-z]+)+(\\?.*)?")) {
        normal.add(request);
      }
    }

    long first = decide(engine, normal);
    long allocated = allocatedBy(engine, normal);

    assertThat(first).isPositive();
    // The measurement itself may allocate a little, but less than a byte for each decision.
    assertThat(allocated).isLessThan(DECISIONS);
  }

  private static long allocatedBy(PolicyEngine engine, List<RequestSnapshot> requests) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    decide(engine, requests);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static long decide(PolicyEngine engine, List<RequestSnapshot> requests) {
    long decided = 0;
    for (int i = 0; i < DECISIONS; i++) {
      RequestSnapshot request = requests.get(i % requests.size());
      decided += engine.decideRequest(request).reason().code().length();
      decided += engine.decideConnection(request.connection()).reason().code().length();
    }
    return decided;
  }
}
