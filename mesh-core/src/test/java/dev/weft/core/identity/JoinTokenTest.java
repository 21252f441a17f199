package dev.weft.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JoinTokenTest {
  private static final String SECRET = "c".repeat(42) + "A";
  private static final String PIN = "p".repeat(42) + "A";
  private static final String TOKEN = "weft-join-v1.a1-b_2." + SECRET + "." + PIN;

  @Test
  void parse_wellFormed_roundTripsAndHidesTheSecret() {
    JoinToken token = JoinToken.parse(TOKEN);

    assertThat(token.encoded()).isEqualTo(TOKEN);
    assertThat(token.pin()).isEqualTo(new CaPin(PIN));
    assertThat(token).hasToString("JoinToken[a1-b_2]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "weft-join-v1.a.cccccccccccccccccccccccccccccccccccccccccccA",
        "weft-join-v2.a.ccccccccccccccccccccccccccccccccccccccccccA.ppppppppppppppppppppppppppp"
            + "pppppppppppppppA",
        "weft-join-v1..ccccccccccccccccccccccccccccccccccccccccccA.pppppppppppppppppppppppppppp"
            + "ppppppppppppppA",
        "weft-join-v1.a.ccccccccccccccccccccccccccccccccccccccccccB.ppppppppppppppppppppppppppp"
            + "pppppppppppppppA",
        "weft-join-v1.a.ccccccccccccccccccccccccccccccccccccccccccA.ppppppppppppppppppppppppppp"
            + "pppppppppppppppA\n",
      })
  void parse_malformed_isRefusedWithoutShowingIt(String text) {
    assertThatThrownBy(() -> JoinToken.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("malformed")
        .message()
        .doesNotContain("cccc");
  }
}
