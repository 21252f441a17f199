package dev.weft.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicySamplesTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "5, 5", "100, 5", "1000, 5"})
  void of_count_hasThatManyAndFiveForOrders(int count, int forOrders) {
    assertThat(PolicySamples.of(count))
        .hasSize(count)
        .filteredOn(policy -> policy.selector().matchLabels().containsValue("orders"))
        .hasSize(forOrders);
  }

  @Test
  void compileAll_everySize_decidesAsSaid() {
    PolicyEngineBenchmark benchmark = new PolicyEngineBenchmark();
    benchmark.policies = 100;
    benchmark.compileAll();
    assertThat(benchmark.requestDecision().allowed()).isTrue();
    assertThat(benchmark.connectionDecision().allowed()).isTrue();
  }
}
