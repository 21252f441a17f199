package dev.weft.server.resources.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.server.http.ApiException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FieldManagerTest {

  @Test
  void name_parameter_goesFirst() {
    assertThat(FieldManager.name(Optional.of("kubectl-edit"), Optional.of("kubectl/v1.30")))
        .isEqualTo("kubectl-edit");
  }

  @Test
  void name_noParameter_isTheProductOfTheUserAgent() {
    assertThat(FieldManager.name(Optional.empty(), Optional.of("curl/8.5.0"))).isEqualTo("curl");
    assertThat(FieldManager.name(Optional.of(""), Optional.of("Mozilla"))).isEqualTo("Mozilla");
    assertThat(FieldManager.name(Optional.empty(), Optional.of("a\u0007\u00a0b c/1")))
        .isEqualTo("ab c");
    assertThat(FieldManager.name(Optional.empty(), Optional.of("x".repeat(500)))).hasSize(128);
    assertThat(FieldManager.name(Optional.empty(), Optional.of("é".repeat(100)))).hasSize(64);
  }

  @Test
  void name_nothingToGoBy_isUnknown() {
    assertThat(FieldManager.name(Optional.empty(), Optional.empty())).isEqualTo("unknown");
    assertThat(FieldManager.name(Optional.empty(), Optional.of("/1"))).isEqualTo("unknown");
    assertThat(FieldManager.name(Optional.empty(), Optional.of(""))).isEqualTo("unknown");
  }

  @Test
  void name_unusableParameter_isRefused() {
    assertRefused(Optional.of("x".repeat(129)), "too long");
    assertRefused(Optional.of("a\nb"), "does not print");
  }

  @Test
  void forApply_noParameter_isRefused() {
    assertRefused(Optional.empty(), "is required for apply patch");
    assertRefused(Optional.of(""), "is required for apply patch");
    assertThat(FieldManager.forApply(Optional.of("kubectl"))).isEqualTo("kubectl");
  }

  private static void assertRefused(Optional<String> param, String message) {
    ApiException refused =
        catchThrowableOfType(ApiException.class, () -> FieldManager.forApply(param));
    assertThat(refused.code()).isEqualTo(422);
    assertThat(refused).hasMessageContaining("fieldManager: ").hasMessageContaining(message);
  }
}
