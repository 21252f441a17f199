package dev.weft.server.resources.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanDurationTest {
  @ParameterizedTest
  @CsvSource({
    "PT-2S,<invalid>",
    "PT-1.9S,0s",
    "PT-0.5S,0s",
    "PT0S,0s",
    "PT1.9S,1s",
    "PT119S,119s",
    "PT120S,2m",
    "PT121S,2m1s",
    "PT9M59S,9m59s",
    "PT10M,10m",
    "PT179M,179m",
    "PT3H,3h",
    "PT3H1M,3h1m",
    "PT7H59M59S,7h59m",
    "PT8H,8h",
    "PT47H59M,47h",
    "PT48H,2d",
    "PT49H,2d1h",
    "P7DT23H,7d23h",
    "P8D,8d",
    "P729DT23H,729d",
    "P730D,2y",
    "P731D,2y1d",
    "P2919D,7y364d",
    "P2920D,8y",
    "P4000D,10y",
  })
  void of_duration_asKubectl(Duration duration, String expected) {
    assertThat(HumanDuration.of(duration)).isEqualTo(expected);
  }
}
