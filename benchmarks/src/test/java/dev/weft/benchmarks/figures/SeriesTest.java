package dev.weft.benchmarks.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {
  @Test
  void median_oddCount_isTheMiddle() {
    assertThat(new Series(List.of(9.0, 1.0, 4.0)).median()).isEqualTo(4.0);
  }

  @Test
  void median_evenCount_isTheMeanOfTheTwoInTheMiddle() {
    assertThat(new Series(List.of(9.0, 1.0, 4.0, 6.0)).median()).isEqualTo(5.0);
  }

  @Test
  void range_anyOrder_isLeastAndGreatest() {
    Series series = new Series(List.of(3.0, 1.0, 2.0));
    assertThat(series.min()).isEqualTo(1.0);
    assertThat(series.max()).isEqualTo(3.0);
  }

  @Test
  void dividedBy_sameLength_dividesPairByPair() {
    Series ratios = new Series(List.of(2.0, 9.0)).dividedBy(new Series(List.of(4.0, 3.0)));
    assertThat(ratios.values()).containsExactly(0.5, 3.0);
  }

  @Test
  void minus_sameLength_subtractsPairByPair() {
    Series rest = new Series(List.of(2.0, 9.0)).minus(new Series(List.of(0.5, 3.0)));
    assertThat(rest.values()).containsExactly(1.5, 6.0);
  }

  @Test
  void dividedBy_otherLength_isRefused() {
    Series one = new Series(List.of(1.0));
    Series two = new Series(List.of(1.0, 2.0));
    assertThatThrownBy(() -> two.dividedBy(one)).hasMessage("values: 2 (expected: 1)");
  }

  @Test
  void series_withoutValues_isRefused() {
    assertThatThrownBy(() -> new Series(List.of()))
        .hasMessage("values: none (expected: at least one)");
  }
}
