package dev.weft.server.resources.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.server.http.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContinueTokensTest {
  private static final ListPosition POSITION = new ListPosition(42, "back", "no-storefront");
  private static final String LIST = "/apis/weft.dev/v1/jointokens?labelSelector=a";
  private final ContinueTokens tokens = new ContinueTokens(key(1));

  private static byte[] key(int fill) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) fill);
    return key;
  }

  @Test
  void decode_ownToken_samePosition() {
    assertThat(tokens.decode(tokens.encode(POSITION, LIST), LIST)).isEqualTo(POSITION);
  }

  @Test
  void decode_anyByteChanged_400() {
    byte[] token = Base64.getUrlDecoder().decode(tokens.encode(POSITION, LIST));
    for (int i = 0; i < token.length; i++) {
      byte[] changed = token.clone();
      changed[i] ^= 1;
      requireRefused(tokens, Base64.getUrlEncoder().withoutPadding().encodeToString(changed));
    }
  }

  @Test
  void decode_otherListOrKey_400() {
    String token = tokens.encode(POSITION, LIST);

    assertThatThrownBy(() -> tokens.decode(token, LIST + "x")).isInstanceOf(ApiException.class);
    requireRefused(new ContinueTokens(key(2)), token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "!!!", "AQ", "AQAAAAAAAAAAAAAAAAAAAAAA", "eyJydiI6MX0"})
  void decode_garbage_400(String token) {
    requireRefused(tokens, token);
  }

  @Test
  void decode_long_400() {
    requireRefused(tokens, "A".repeat(100_000));
  }

  @Test
  void new_shortKey_refused() {
    assertThatThrownBy(() -> new ContinueTokens("secret".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("6 bytes");
  }

  @Test
  void limit_numbers_asKubernetes() {
    assertThat(ListLimit.of(Optional.empty())).isEmpty();
    assertThat(ListLimit.of(Optional.of("0"))).isEmpty();
    assertThat(ListLimit.of(Optional.of("500"))).hasValue(500);
    assertThat(ListLimit.of(Optional.of("99999999999"))).hasValue(Integer.MAX_VALUE);
    for (String limit : new String[] {"-1", "1.5", "many", "9".repeat(30)}) {
      assertThatThrownBy(() -> ListLimit.of(Optional.of(limit))).isInstanceOf(ApiException.class);
    }
  }

  private static void requireRefused(ContinueTokens tokens, String token) {
    assertThatThrownBy(() -> tokens.decode(token, LIST))
        .isInstanceOfSatisfying(ApiException.class, it -> assertThat(it.code()).isEqualTo(400));
  }
}
