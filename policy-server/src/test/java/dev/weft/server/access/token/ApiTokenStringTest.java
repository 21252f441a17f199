package dev.weft.server.access.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.server.access.token.ApiTokenString.Holder;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTokenStringTest {
  @Test
  void make_token_readsBackWithTheSameHash() {
    ApiTokenString token = ApiTokenString.make("ci.prod");

    ApiTokenString read = ApiTokenString.parse(token.reveal()).orElseThrow();

    assertThat(token.reveal()).matches("weft-api-v1\\.ci\\.prod\\.[A-Za-z0-9_-]{43}");
    assertThat(read.holder()).isEqualTo(new Holder.Token("ci.prod"));
    assertThat(read.secretHash()).isEqualTo(token.secretHash()).matches("[0-9a-f]{64}");
  }

  @Test
  void makeAdmin_token_readsBackAsTheAdmins() {
    ApiTokenString token = ApiTokenString.makeAdmin();

    ApiTokenString read = ApiTokenString.parse(token.reveal()).orElseThrow();

    assertThat(token.reveal()).matches("weft-admin-v1\\.[A-Za-z0-9_-]{43}");
    assertThat(read.holder()).isEqualTo(new Holder.Admin());
    assertThat(read.secretHash()).isEqualTo(token.secretHash());
  }

  @Test
  void secretHash_knownSecret_isSha256InHex() {
    String secret = "A".repeat(43);

    for (String start : Set.of("weft-admin-v1.", "weft-api-v1.x.")) {
      assertThat(ApiTokenString.parse(start + secret).orElseThrow().secretHash())
          .isEqualTo("0f007385b6f9d4b7eeb2748605afe1a984a0a3bfa3f014d09e2a784ce9e5cd1a");
    }
  }

  @Test
  void make_manyTimes_neverRepeats() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      seen.add(ApiTokenString.make("x").reveal());
    }

    assertThat(seen).hasSize(1000);
  }

  @Test
  void toString_token_hidesTheSecret() {
    ApiTokenString token = ApiTokenString.make("ci");
    String secret = token.reveal().substring("weft-api-v1.ci.".length());

    assertThat(token.toString()).contains("ci").doesNotContain(secret);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "weft-api-v1.",
        "weft-api-v1.ci",
        "weft-api-v1.ci.short",
        "weft-api-v1..AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "weft-api-v1.CI.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "weft-api-v1.ci.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "weft-api-v1.ci.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "weft-api-v2.ci.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "weft-admin-v1.short",
        "weft-admin-v1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.x",
        " weft-admin-v1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "Weft-Admin-v1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void parse_anythingElse_isNoToken(String text) {
    assertThat(ApiTokenString.parse(text)).isEmpty();
  }
}
